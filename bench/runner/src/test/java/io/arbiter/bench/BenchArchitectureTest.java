package io.arbiter.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.arbiter.testsupport.rooms.Rooms;

/** Every system receives the same requests in the same way. */
@AnalyzeClasses(packages = "io.arbiter.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class BenchArchitectureTest {
    @ArchTest
    static final ArchRule IMPORTS_GO_ONE_WAY = Rooms.freeOfCycles();

    @ArchTest
    static final ArchRule NO_ROOM_IS_CROWDED = Rooms.uncrowded();

    @ArchTest
    static final ArchRule WHAT_IS_ASKED_KNOWS_NO_SYSTEM = noClasses()
            .that()
            .resideInAPackage("io.arbiter.bench.contest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.arbiter.bench.peers..", "io.arbiter.bench.runner..", "io.arbiter.client..");

    @ArchTest
    static final ArchRule PEERS_DO_NOT_KNOW_WHO_MEASURES_THEM = noClasses()
            .that()
            .resideInAPackage("io.arbiter.bench.peers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.arbiter.bench.runner..", "io.arbiter.client..");

    @ArchTest
    static final ArchRule ONLY_PEERS_KNOW_THE_CLIENTS_OF_PEERS = noClasses()
            .that()
            .resideOutsideOfPackage("io.arbiter.bench.peers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.etcd..", "org.apache.curator..", "org.apache.zookeeper..");
}
