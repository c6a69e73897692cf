package io.arbiter.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.arbiter.testsupport.rooms.Rooms;

/** The ways to run chaos do not know each other, and each sees only what it needs. */
@AnalyzeClasses(packages = "io.arbiter.chaos", importOptions = ImportOption.DoNotIncludeTests.class)
class RunnerArchitectureTest {
    @ArchTest
    static final ArchRule IMPORTS_GO_ONE_WAY = Rooms.freeOfCycles();

    @ArchTest
    static final ArchRule NO_ROOM_IS_CROWDED = Rooms.uncrowded();

    /** Nodes for Maelstrom are programs that anyone may have written. */
    @ArchTest
    static final ArchRule THE_BENCH_KNOWS_NO_REAL_SERVERS = noClasses()
            .that()
            .resideInAPackage("io.arbiter.chaos.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.arbiter.chaos.servers..",
                    "io.arbiter.chaos.faults..",
                    "io.arbiter.chaos.cluster..",
                    "io.arbiter.chaos.power..");

    @ArchTest
    static final ArchRule FAULTS_AND_SERVERS_KNOW_NO_CLIENTS = noClasses()
            .that()
            .resideInAnyPackage("io.arbiter.chaos.servers..", "io.arbiter.chaos.faults..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.arbiter.chaos.cluster..", "io.arbiter.chaos.bench..", "io.arbiter.client..");

    @ArchTest
    static final ArchRule THE_CLUSTER_AND_POWER_CUTS_DO_NOT_KNOW_THE_BENCH = noClasses()
            .that()
            .resideInAnyPackage("io.arbiter.chaos.cluster..", "io.arbiter.chaos.power..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.arbiter.chaos.bench..");

    @ArchTest
    static final ArchRule ONLY_THE_CLUSTER_WRITES_TO_POSTGRESQL = noClasses()
            .that()
            .resideOutsideOfPackage("io.arbiter.chaos.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.postgresql..", "io.zonky..", "java.sql..", "io.arbiter.fence..");

    /** The others run it as a process. */
    @ArchTest
    static final ArchRule ONLY_POWER_CUTS_SEE_THE_SERVER = noClasses()
            .that()
            .resideOutsideOfPackage("io.arbiter.chaos.power..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.arbiter.server..", "io.arbiter.core..", "org.apache.ratis..");
}
