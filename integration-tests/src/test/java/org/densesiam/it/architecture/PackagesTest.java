package org.densesiam.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Comparator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What every package of the product has, and which of the others it may need. */
final class PackagesTest {
  /** From the ground up: a package may need those that stand before it, and no other. */
  private static final ImmutableList<String> ORDER =
      ImmutableList.of(
          // data
          "data",
          "data.key",
          "data.record",
          "data.picture",
          "data.source",
          "data.shard",
          "data.scene",
          "data.prepare",
          "data.labelled",
          "data.view",
          "data.colour",
          "data.pipeline",
          // model-graph
          "model.scope",
          "model.layer",
          "model.backbone",
          "model.decoder",
          "model.head",
          "model.loss",
          "model",
          "model.weights",
          // savedmodel-export
          "export.image",
          "export.picture",
          "export.weights",
          "export.savedmodel",
          "export.serving",
          "export",
          "export.predict",
          "export.api",
          // trainer
          "trainer.machine",
          "trainer.progress",
          "trainer.config",
          "trainer.optim",
          "trainer.log",
          "trainer.run",
          "trainer.weights",
          "trainer.picture",
          "trainer.eval",
          "trainer.cluster",
          "trainer.train",
          "trainer.finetune",
          "trainer.check",
          "trainer.probe",
          "trainer.select",
          "trainer.export",
          "trainer.verify",
          "trainer.predict",
          "trainer.benchmark",
          "trainer.report",
          "trainer.quickstart",
          "trainer.cli");

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

  @Test
  void package_ofTheProduct_hasAPlaceInTheOrder() {
    assertThat(product.stream().map(PackagesTest::shortName).distinct())
        .containsExactlyInAnyOrderElementsOf(ORDER);
  }

  @Test
  void package_needsOnlyThoseBelowIt() {
    ImmutableSortedSet<String> upwards =
        product.stream()
            .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
            .filter(need -> product.contain(need.getTargetClass().getBaseComponentType().getName()))
            .filter(PackagesTest::isUpwards)
            .map(Dependency::getDescription)
            .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));

    assertThat(upwards).as("needs of a package that stands above").isEmpty();
  }

  private static boolean isUpwards(Dependency need) {
    return ORDER.indexOf(shortName(need.getTargetClass().getBaseComponentType()))
        > ORDER.indexOf(shortName(need.getOriginClass()));
  }

  /** Without {@code org.densesiam.}. */
  private static String shortName(JavaClass each) {
    return each.getPackageName().substring("org.densesiam.".length());
  }

  private static boolean isNullMarked(JavaPackage each) {
    return each.isAnnotatedWith(NullMarked.class);
  }
}
