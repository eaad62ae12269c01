package dev.rehearsal.analytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.rehearsal.analytics", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theDomainIsPureJava = classes().that().resideInAnyPackage("..mastery..", "..model..", "..learner..")
            .should().onlyDependOnClassesThat().resideInAnyPackage("java..", "..mastery..", "..model..", "..learner..");

    @ArchTest
    static final ArchRule theModelIsReadByItself = classes().that().resideInAPackage("..model..")
            .should().onlyDependOnClassesThat().resideInAnyPackage("java..", "..model..");

    @ArchTest
    static final ArchRule theStoreKnowsNothingOfKafka = noClasses().that().resideInAPackage("..store..")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..", "..consumer..");

    @ArchTest
    static final ArchRule servicesShareContractsNotClasses = noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("dev.rehearsal.catalog..", "dev.rehearsal.practice..", "dev.rehearsal.local..");
}
