package org.densesiam.trainer.eval;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.densesiam.data.record.PixelClass;

/**
 * How well one class was found.
 *
 * @param of which
 * @param pixels that the labels give it
 * @param cluster that was matched to it; empty if there were fewer clusters than classes
 * @param iou TP / (TP + FP + FN), 0 to 1; empty if the class is absent from labels and prediction
 */
public record ClassScore(
    PixelClass of,
    long pixels,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt cluster,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalDouble iou) {}
