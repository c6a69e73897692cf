package io.arbiter.core.source;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.arbiter.testsupport.rooms.Rooms;
import org.junit.jupiter.api.Test;

class RoomsTest {

    @Test
    void packagesAreFreeOfCycles() {
        Rooms.freeOfCycles()
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.arbiter.core"));
    }
}
