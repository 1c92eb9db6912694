package org.densesiam.data.record;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * A class that pixels are labelled with. Its number, from 0, is its place in the list of classes;
 * that number is a pixel's value in {@link ImageFeatures#LABEL_MAP}.
 *
 * @param name as people call it
 * @param kind what it is, if anybody said so
 */
public record PixelClass(
    String name, @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Kind> kind) {

  /** The value of a pixel that is left out of every figure. */
  public static final int IGNORED = 255;

  /** Most classes that a list can have, since values have 8 bits and one means ignored. */
  public static final int MAX_CLASSES = 255;

  /** What can be counted and what cannot (Heitz and Koller, ECCV 2008). */
  public enum Kind {
    /** With a shape of its own: a car, a person. */
    THING,
    /** Without: sky, grass. */
    STUFF
  }

  /** Checks that there is a name. */
  public PixelClass {
    checkArgument(!name.isBlank(), "a class must have a name");
  }

  /** A class that nobody called thing or stuff. */
  public static PixelClass named(String name) {
    return new PixelClass(name, Optional.empty());
  }
}
