package io.arbiter.chaos.history;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.arbiter.testsupport.rooms.Rooms;

/** Judges of a history know nothing of its makers. */
@AnalyzeClasses(packages = "io.arbiter.chaos", importOptions = ImportOption.DoNotIncludeTests.class)
class HistoryArchitectureTest {
    @ArchTest
    static final ArchRule IMPORTS_GO_ONE_WAY = Rooms.freeOfCycles();

    @ArchTest
    static final ArchRule NO_ROOM_IS_CROWDED = Rooms.uncrowded();

    @ArchTest
    static final ArchRule NO_PRODUCER_OF_HISTORIES_IS_SEEN = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.google.gson..",
                    "io.arbiter.chaos.check..",
                    "io.arbiter.chaos.history..",
                    "io.arbiter.chaos.report..",
                    "io.arbiter.testsupport.files..",
                    "io.arbiter.testsupport.html..");

    @ArchTest
    static final ArchRule CHECKERS_DO_NOT_KNOW_WHO_SHOWS_THEIR_VERDICTS = noClasses()
            .that()
            .resideInAnyPackage("io.arbiter.chaos.check..", "io.arbiter.chaos.history..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.arbiter.chaos.report..", "io.arbiter.testsupport..");
}
