package org.densesiam.it.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.tensorflow.EagerSession;

/** Who may touch the terminal, the process, files, and what the whole process shares. */
@AnalyzeClasses(packages = "org.densesiam", importOptions = ProductOnly.class)
final class SideEffectsTest {
  @ArchTest
  static final ArchRule standardStreams_areForTheTrainerOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.densesiam.trainer..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .because("a library reports by results and exceptions");

  @ArchTest
  static final ArchRule endOfTheProcess_isForTheTrainerOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.densesiam.trainer..")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule modelGraph_touchesNoFilesButWeights =
      noClasses()
          .that()
          .resideInAPackage("org.densesiam.model..")
          .and()
          .resideOutsideOfPackage("org.densesiam.model.weights..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.nio.file..", "java.nio.channels..")
                  .or(assignableTo(java.io.File.class))
                  .or(assignableTo(java.io.FileInputStream.class))
                  .or(assignableTo(java.io.FileOutputStream.class))
                  .or(assignableTo(java.io.RandomAccessFile.class)));

  @ArchTest
  static final ArchRule eagerMode_isNotUsed =
      noClasses()
          .should()
          .dependOnClassesThat(assignableTo(EagerSession.class))
          .because("its process-wide session cannot be closed and takes the whole GPU");

  @ArchTest
  static final ArchRule staticFields_areFinal =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .because("nothing but constants is shared by the whole process");
}
