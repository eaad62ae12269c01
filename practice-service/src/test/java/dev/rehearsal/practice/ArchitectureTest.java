package dev.rehearsal.practice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.rehearsal.practice", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theDomainIsPureJava = classes()
            .that().resideInAnyPackage("..question..", "..grading..", "..selection..")
            .should().onlyDependOnClassesThat().resideInAnyPackage("java..", "..question..", "..grading..", "..selection..");

    @ArchTest
    static final ArchRule theRelayKnowsNothingOfAnswers = noClasses().that().resideInAPackage("..outbox..")
            .should().dependOnClassesThat().resideInAnyPackage("..answer..", "..session..", "..question..");

    @ArchTest
    static final ArchRule servicesShareContractsNotClasses = noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("dev.rehearsal.catalog..", "dev.rehearsal.analytics..", "dev.rehearsal.local..");
}
