package org.densesiam.data.key;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Explains one key of a configuration; {@link KeyRange} checks what it says. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /** What it is: a phrase without a full stop, such as {@code images in a batch}. */
  String value();

  /**
   * Which numbers it may be, as an interval: {@code [0, 1)}, or without an upper end {@code [1, )}.
   * Empty: any of its type. Says nothing about lists.
   */
  String range() default "";

  /** What a whole number must be a multiple of; 0 if of nothing. */
  int multipleOf() default 0;

  /** What it counts, in the plural, such as {@code pixels}. */
  String unit() default "";

  /**
   * What an {@link java.util.Optional} that is left out means, such as {@code as many as cores}.
   */
  String absent() default "";
}
