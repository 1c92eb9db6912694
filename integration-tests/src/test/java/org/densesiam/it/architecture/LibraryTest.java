package org.densesiam.it.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** What callers of the library meet: its own types and Java's. */
@AnalyzeClasses(packages = "org.densesiam", importOptions = ProductOnly.class)
final class LibraryTest {
  private static final String LIBRARY = "org.densesiam.export.api";

  @ArchTest
  static final ArchRule signatures_ofTheLibrary_haveItsOwnTypesAndJavasOnly =
      classes()
          .that()
          .resideInAPackage(LIBRARY)
          .and()
          .arePublic()
          .should(onlyShowTypesOf("java", LIBRARY))
          .because("a caller must not need Guava, TensorFlow or the rest of DenseSiam to compile");

  private static ArchCondition<JavaClass> onlyShowTypesOf(String... packages) {
    return new ArchCondition<>("show types of %s only", String.join(", ", packages)) {
      @Override
      public void check(JavaClass shown, ConditionEvents events) {
        Stream.of(shown.getFields(), shown.getCodeUnits())
            .flatMap(members -> members.stream())
            .filter(LibraryTest::isShown)
            .forEach(
                member ->
                    types(member)
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .map(JavaClass::getBaseComponentType)
                        .filter(type -> !isOf(type, packages))
                        .forEach(
                            type ->
                                events.add(
                                    SimpleConditionEvent.violated(
                                        member, member.getFullName() + " shows " + type))));
      }
    };
  }

  private static boolean isShown(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaType> types(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    JavaCodeUnit unit = (JavaCodeUnit) member;
    return Stream.of(
            Stream.of(unit.getReturnType()),
            unit.getParameterTypes().stream(),
            unit.getExceptionTypes().stream())
        .flatMap(types -> types);
  }

  private static boolean isOf(JavaClass type, String... packages) {
    return type.isPrimitive()
        || Stream.of(packages)
            .anyMatch(
                each ->
                    type.getPackageName().equals(each)
                        || type.getPackageName().startsWith(each + "."));
  }
}
