package org.densesiam.model.backbone;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * What a backbone makes of one view, under the paper's names of the stages.
 *
 * @param res2 {@code [B, P/4, P/4, C2]}
 * @param res3 {@code [B, P/8, P/8, C3]}
 * @param res4 {@code [B, P/16, P/16, C4]}
 * @param res5 {@code [B, P/32, P/32, C5]}
 */
public record Features<T extends TFloating>(
    Operand<T> res2, Operand<T> res3, Operand<T> res4, Operand<T> res5) {

  /**
   * The output of a stage.
   *
   * @param stage 2 to 5
   */
  public Operand<T> res(int stage) {
    return switch (stage) {
      case 2 -> res2;
      case 3 -> res3;
      case 4 -> res4;
      case 5 -> res5;
      default -> throw new IllegalArgumentException("stage must be 2 to 5: " + stage);
    };
  }
}
