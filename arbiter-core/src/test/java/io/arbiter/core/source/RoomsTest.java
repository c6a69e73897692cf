package io.arbiter.core.source;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.arbiter.testsupport.rooms.Rooms;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.arbiter.core");

    @Test
    void packagesAreFreeOfCycles() {
        Rooms.freeOfCycles().check(CORE);
    }

    @Test
    void collectionsKnowNothingOfLeases() {
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage("io.arbiter.core.collection..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.arbiter.core.collection..")
                .check(CORE);
    }
}
