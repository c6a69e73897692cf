package io.arbiter.server;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(packages = "io.arbiter.server", importOptions = ImportOption.DoNotIncludeTests.class)
class RatisIsWalledInTest {
    @ArchTest
    static final ArchRule ONLY_THE_ADAPTER_KNOWS_RATIS = ArchRuleDefinition.noClasses()
            .that().resideOutsideOfPackage("io.arbiter.server.raft..")
            .should().dependOnClassesThat().resideInAPackage("org.apache.ratis..");

    @ArchTest
    static final ArchRule THE_SEAM_KNOWS_NOBODY = ArchRuleDefinition.noClasses()
            .that().resideInAPackage("io.arbiter.server.consensus")
            .should().dependOnClassesThat().resideOutsideOfPackages("java..", "io.arbiter.server.consensus");
}
