package io.arbiter.testsupport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.arbiter.testsupport.rooms.Rooms;

/** What all modules share knows none of them, and reports are written with the JDK alone. */
@AnalyzeClasses(packages = "io.arbiter.testsupport", importOptions = ImportOption.DoNotIncludeTests.class)
class SupportArchitectureTest {
    @ArchTest
    static final ArchRule IMPORTS_GO_ONE_WAY = Rooms.freeOfCycles();

    @ArchTest
    static final ArchRule NO_ROOM_IS_CROWDED = Rooms.uncrowded();

    @ArchTest
    static final ArchRule PAGES_NEED_THE_JDK_ALONE = classes()
            .that()
            .resideInAPackage("io.arbiter.testsupport.html..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.arbiter.testsupport.html..", "io.arbiter.testsupport.files..");
}
