package io.arbiter.simulation;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the direction of imports between the packages. */
class SimulationArchitectureTest {
    private static final JavaClasses SIMULATION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.arbiter.simulation");

    @Test
    void packagesImportOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.arbiter.simulation..")
                .layer("simulation")
                .definedBy("io.arbiter.simulation")
                .layer("fault")
                .definedBy("io.arbiter.simulation.fault")
                .layer("check")
                .definedBy("io.arbiter.simulation.check")
                .layer("client")
                .definedBy("io.arbiter.simulation.client")
                .layer("cluster")
                .definedBy("io.arbiter.simulation.cluster")
                .layer("time")
                .definedBy("io.arbiter.simulation.time")
                .layer("mutant")
                .definedBy("io.arbiter.simulation.mutant")
                .layer("identity")
                .definedBy("io.arbiter.simulation.identity")
                .ensureAllClassesAreContainedInArchitecture()
                .whereLayer("simulation")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("fault")
                .mayOnlyBeAccessedByLayers("simulation")
                .whereLayer("check")
                .mayOnlyBeAccessedByLayers("simulation", "identity")
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("simulation", "fault", "check")
                .whereLayer("cluster")
                .mayOnlyBeAccessedByLayers("simulation", "fault", "check", "client")
                .whereLayer("identity")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("time")
                .mayOnlyAccessLayers("mutant")
                .whereLayer("mutant")
                .mayNotAccessAnyLayer()
                .check(SIMULATION);
    }
}
