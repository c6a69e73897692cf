package io.arbiter.tls;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.arbiter.testsupport.rooms.Rooms;
import org.junit.jupiter.api.Test;

class TlsArchitectureTest {
    private static final JavaClasses TLS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.arbiter.tls");

    @Test
    void packagesAreFreeOfCyclesAndUncrowded() {
        Rooms.freeOfCycles().check(TLS);
        Rooms.uncrowded().check(TLS);
    }
}
