package org.densesiam.trainer.config;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.google.common.base.Ascii;
import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.List;
import org.densesiam.model.ConfigName;
import org.jspecify.annotations.Nullable;

/**
 * Groups of keys whose type is a sealed interface of records: key {@value #VARIANT} says which, by
 * the name that it gives itself by {@link ConfigName} or else its own in lower case, and the others
 * are that record's.
 */
final class SealedGroups extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  /** The key that says which record a group is. */
  static final String VARIANT = "variant";

  /** Whether a component of this type is such a group. */
  static boolean contains(Class<?> type) {
    return type.isInterface() && type.isSealed();
  }

  /** The records of a group by the value of {@link #VARIANT}. */
  static ImmutableMap<String, Class<?>> variants(Class<?> group) {
    return Arrays.stream(group.getPermittedSubclasses())
        .collect(toImmutableMap(SealedGroups::nameOf, type -> type));
  }

  private static String nameOf(Class<?> type) {
    ConfigName given = type.getAnnotation(ConfigName.class);
    if (given != null) {
      return given.value();
    }
    return Ascii.toLowerCase(
        CaseFormat.UPPER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, type.getSimpleName()));
  }

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    return contains(annotated.getRawType())
        ? JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, VARIANT, null, false, true)
        : super.findPolymorphicTypeInfo(config, annotated);
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
    return contains(annotated.getRawType())
        ? variants(annotated.getRawType()).entrySet().stream()
            .map(variant -> new NamedType(variant.getValue(), variant.getKey()))
            .toList()
        : super.findSubtypes(annotated);
  }
}
