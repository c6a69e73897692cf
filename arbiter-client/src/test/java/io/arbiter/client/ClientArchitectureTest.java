package io.arbiter.client;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The seams stay seams. */
class ClientArchitectureTest {
    private static final JavaClasses CLIENT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.arbiter.client");

    /** Otherwise a simulation could not drive it. */
    @Test
    void theGateIsPure() {
        classes()
                .that()
                .resideInAPackage("io.arbiter.client.gate")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java.lang..", "java.util..", "java.time..", "io.arbiter.client.gate")
                .check(CLIENT);
    }

    @Test
    void onlyOneClassReadsTheMachinesClocks() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.arbiter.client.gate.SystemClock")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .because("time is a constructor argument: use ClientClock, or the loop's timers")
                .check(CLIENT);
    }

    /** The builder is the one door from the API to what is behind it. */
    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("io.arbiter.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(simpleName("ArbiterClientBuilder"), alwaysTrue())
                .check(CLIENT);
    }

    @Test
    void onlyTheBuilderOfTheApiKnowsWhatIsBehindIt() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.arbiter.client.internal..")
                .and()
                .doNotHaveSimpleName("ArbiterClientBuilder")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.arbiter.client.internal..")
                .check(CLIENT);
    }

    /** The imports that each room may have from the others; the API and the gate are open to all. */
    @Test
    void internalRoomsImportOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.arbiter.client.internal..")
                .layer("client")
                .definedBy("io.arbiter.client.internal")
                .layer("session")
                .definedBy("io.arbiter.client.internal.session")
                .layer("lease")
                .definedBy("io.arbiter.client.internal.lease")
                .layer("request")
                .definedBy("io.arbiter.client.internal.request")
                .layer("context")
                .definedBy("io.arbiter.client.internal.context")
                .layer("transport")
                .definedBy("io.arbiter.client.internal.transport")
                .layer("lock")
                .definedBy("io.arbiter.client.internal.lock")
                .whereLayer("client")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("client")
                .whereLayer("lease")
                .mayOnlyBeAccessedByLayers("client", "session")
                .whereLayer("request")
                .mayOnlyBeAccessedByLayers("client", "lease")
                .whereLayer("context")
                .mayOnlyBeAccessedByLayers("client", "session", "lease", "request")
                .whereLayer("transport")
                .mayOnlyBeAccessedByLayers("client", "session", "lease", "request", "context")
                .whereLayer("lock")
                .mayOnlyBeAccessedByLayers("session")
                .check(CLIENT);
    }

    /** A user compiles against values, and the wire protocol can change behind them. */
    @Test
    void noPublicSignatureNamesAClassOfTheWire() {
        List<String> guilty = CLIENT.stream()
                .filter(type -> Set.of(
                                "io.arbiter.client",
                                "io.arbiter.client.model",
                                "io.arbiter.client.model.auth",
                                "io.arbiter.client.model.policy",
                                "io.arbiter.client.gate")
                        .contains(type.getPackageName()))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(unit -> unit.getAllInvolvedRawTypes().stream()
                        .anyMatch(named -> named.getPackageName().startsWith("com.google.")
                                || named.getPackageName().startsWith("io.arbiter.v1")))
                .map(JavaCodeUnit::getFullName)
                .toList();
        assertThat(guilty).isEmpty();
    }

    /** The library's footprint: grpc, protobuf, slf4j, and this project's own reader of certificates. */
    @Test
    void dependsOnNothingElse() {
        classes()
                .that()
                .resideInAPackage("io.arbiter.client..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "io.arbiter.tls..",
                        "io.grpc..",
                        "com.google.protobuf..",
                        "com.google.rpc..",
                        "org.slf4j..",
                        "io.arbiter.client..",
                        "io.arbiter.v1..")
                .check(CLIENT);
    }
}
