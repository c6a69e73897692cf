package io.arbiter.server;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.arbiter.testsupport.rooms.Rooms;

@AnalyzeClasses(packages = "io.arbiter.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ServerArchitectureTest {
    @ArchTest
    static final ArchRule ONLY_THE_ADAPTER_KNOWS_RATIS = ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("io.arbiter.server.raft..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.ratis..");

    @ArchTest
    static final ArchRule THE_SEAM_KNOWS_NOBODY = ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("io.arbiter.server.consensus")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "io.arbiter.server.consensus");

    @ArchTest
    static final ArchRule ROOMS_ARE_FREE_OF_CYCLES = Rooms.freeOfCycles();

    @ArchTest
    static final ArchRule NO_ROOM_IS_CROWDED = Rooms.uncrowded();
}
