package io.arbiter.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The seams stay seams. */
class ClientArchitectureTest {
    private static final JavaClasses CLIENT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.arbiter.client");

    /** Else a simulation could not drive it. */
    @Test
    void theGateIsPure() {
        classes().that().resideInAPackage("io.arbiter.client.gate").should().onlyDependOnClassesThat()
                .resideInAnyPackage("java.lang..", "java.util..", "java.time..", "io.arbiter.client.gate")
                .check(CLIENT);
    }

    @Test
    void onlyOneClassReadsTheMachinesClocks() {
        noClasses().that().doNotHaveFullyQualifiedName("io.arbiter.client.gate.SystemClock")
                .should().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(java.time.Instant.class, "now")
                .orShould().callMethod(Thread.class, "sleep", long.class)
                .because("time is a constructor argument: use ClientClock, or the loop's timers").check(CLIENT);
    }

    @Test
    void transportKnowsNothingOfLeases() {
        noClasses().that().resideInAPackage("io.arbiter.client.transport")
                .should().dependOnClassesThat().resideInAPackage("io.arbiter.client").check(CLIENT);
    }

    /** The library's footprint: grpc, protobuf, slf4j. */
    @Test
    void dependsOnNothingElse() {
        classes().that().resideInAPackage("io.arbiter.client..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.grpc..", "com.google.protobuf..", "com.google.rpc..", "org.slf4j..",
                        "io.arbiter.client..", "io.arbiter.v1..").check(CLIENT);
    }
}
