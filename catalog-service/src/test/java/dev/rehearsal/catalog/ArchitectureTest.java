package dev.rehearsal.catalog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.rehearsal.catalog", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theDomainIsPureJava = classes().that().resideInAPackage("..question..")
            .should().onlyDependOnClassesThat().resideInAnyPackage("java..", "..question..");

    @ArchTest
    static final ArchRule servicesShareContractsNotClasses = noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("dev.rehearsal.practice..", "dev.rehearsal.analytics..", "dev.rehearsal.local..");
}
