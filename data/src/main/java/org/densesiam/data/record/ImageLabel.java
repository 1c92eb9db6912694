package org.densesiam.data.record;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The class of an image.
 *
 * @param index from 0, position of {@code synset} among all sorted synsets of the source
 *     (torchvision's and TFDS's numbering; TF-Slim's ImageNet records begin with 1)
 * @param synset name of the class, in ImageNet a WordNet id as {@code n01440764}
 */
public record ImageLabel(int index, String synset) {
  /** Checks the index. */
  public ImageLabel {
    checkArgument(index >= 0, "label index must be at least 0: %s", index);
  }
}
