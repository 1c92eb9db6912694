/**
 * From photographs and a few labels to a segmenter: what a supervised run starts from, which labels
 * it learns from, and whether the lists of classes agree.
 */
@NullMarked
package org.densesiam.trainer.finetune;

import org.jspecify.annotations.NullMarked;
