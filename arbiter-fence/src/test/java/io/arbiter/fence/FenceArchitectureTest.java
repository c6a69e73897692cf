package io.arbiter.fence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.arbiter.testsupport.rooms.Rooms;
import org.junit.jupiter.api.Test;

/** The dependencies of a storage process, and the direction of imports between packages. */
class FenceArchitectureTest {
    private static final JavaClasses FENCE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.arbiter.fence");

    @Test
    void needsTheJdkAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.sql..", "io.arbiter.fence..")
                .check(FENCE);
    }

    @Test
    void packagesAreFreeOfCycles() {
        Rooms.freeOfCycles().check(FENCE);
        Rooms.uncrowded().check(FENCE);
    }
}
