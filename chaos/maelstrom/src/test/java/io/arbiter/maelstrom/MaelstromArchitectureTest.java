package io.arbiter.maelstrom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.arbiter.testsupport.rooms.Rooms;

/** The transport is usable without the node, the node without the harness. */
@AnalyzeClasses(packages = "io.arbiter.maelstrom", importOptions = ImportOption.DoNotIncludeTests.class)
class MaelstromArchitectureTest {
    @ArchTest
    static final ArchRule IMPORTS_GO_ONE_WAY = Rooms.freeOfCycles();

    @ArchTest
    static final ArchRule NO_ROOM_IS_CROWDED = Rooms.uncrowded();

    @ArchTest
    static final ArchRule THE_TRANSPORT_DOES_NOT_KNOW_THE_NODE = noClasses()
            .that()
            .resideInAPackage("io.arbiter.maelstrom.raft..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.arbiter.maelstrom",
                    "io.arbiter.maelstrom.fault..",
                    "io.arbiter.maelstrom.guard..",
                    "io.arbiter.maelstrom.peer..",
                    "io.arbiter.maelstrom.wire..",
                    "io.arbiter.maelstrom.workload..",
                    "com.google.gson..",
                    "io.arbiter.client..",
                    "io.arbiter.fence..");

    @ArchTest
    static final ArchRule ONLY_THE_TRANSPORT_KNOWS_RATIS = noClasses()
            .that()
            .resideOutsideOfPackage("io.arbiter.maelstrom.raft..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.ratis..");

    @ArchTest
    static final ArchRule THE_HARNESS_IS_NOT_SEEN =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.arbiter.chaos..");
}
