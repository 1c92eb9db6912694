package org.densesiam.it.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module and which package may use which. */
@AnalyzeClasses(packages = "org.densesiam", importOptions = ProductOnly.class)
final class ModuleBoundariesTest {
  @ArchTest
  static final ArchRule arrows_betweenModules_goOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("data")
          .definedBy("org.densesiam.data..")
          .layer("model-graph")
          .definedBy("org.densesiam.model..")
          .layer("savedmodel-export")
          .definedBy("org.densesiam.export..")
          .layer("trainer")
          .definedBy("org.densesiam.trainer..")
          .whereLayer("data")
          .mayNotAccessAnyLayer()
          .whereLayer("model-graph")
          .mayOnlyAccessLayers("data")
          .whereLayer("savedmodel-export")
          .mayOnlyAccessLayers("model-graph", "data")
          .whereLayer("trainer")
          .mayOnlyAccessLayers("savedmodel-export", "model-graph", "data");

  @ArchTest
  static final ArchRule classes_ofTheProduct_lieInAModulesRootPackage =
      classes()
          .should()
          .resideInAnyPackage(
              "org.densesiam.data..",
              "org.densesiam.model..",
              "org.densesiam.export..",
              "org.densesiam.trainer..");

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("org.densesiam.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_namedForNoRole_doNotExist =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..manager..")
          .because("a package is named for what it does");
}
