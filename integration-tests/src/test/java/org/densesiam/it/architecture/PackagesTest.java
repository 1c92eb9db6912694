package org.densesiam.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Comparator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What every package of the product has. */
final class PackagesTest {
  private final JavaClasses product =
      new ClassFileImporter().withImportOption(new ProductOnly()).importPackages("org.densesiam");

  @Test
  void packageInfo_ofEveryPackage_isNullMarked() {
    ImmutableSortedSet<String> without =
        product.stream()
            .map(JavaClass::getPackage)
            .filter(each -> !isNullMarked(each))
            .map(JavaPackage::getName)
            .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));

    assertThat(without).as("packages without a @NullMarked package-info").isEmpty();
  }

  private static boolean isNullMarked(JavaPackage each) {
    return each.isAnnotatedWith(NullMarked.class);
  }
}
