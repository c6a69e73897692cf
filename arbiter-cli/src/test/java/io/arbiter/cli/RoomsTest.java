package io.arbiter.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packages of the command line import each other in one direction, and none has grown too large to see through. */
class RoomsTest {
    private static final String ROOT = "io.arbiter.cli";
    /** From the program down; packages in one row know nothing of each other. */
    private static final List<List<String>> ROWS = List.of(
            List.of(ROOT),
            List.of(
                    ROOT + ".lease",
                    ROOT + ".record",
                    ROOT + ".session",
                    ROOT + ".auth",
                    ROOT + ".keys",
                    ROOT + ".policy",
                    ROOT + ".pause",
                    ROOT + ".member",
                    ROOT + ".leader",
                    ROOT + ".promotion",
                    ROOT + ".region",
                    ROOT + ".snapshot",
                    ROOT + ".status",
                    ROOT + ".run",
                    ROOT + ".audit",
                    ROOT + ".pki"),
            List.of(ROOT + ".hold"),
            List.of(ROOT + ".command"),
            List.of(ROOT + ".cluster"),
            List.of(ROOT + ".base"),
            List.of(ROOT + ".text", ROOT + ".run.process"));

    private static final int MOST_CLASSES = 20;

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void importsGoOneWay() {
        List<String> above = new ArrayList<>();
        for (List<String> row : ROWS) {
            for (String room : row) {
                List<String> forbidden = new ArrayList<>(above);
                row.stream().filter(other -> !other.equals(room)).forEach(forbidden::add);
                if (!forbidden.isEmpty()) {
                    noClasses()
                            .that()
                            .resideInAPackage(room)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden.toArray(String[]::new))
                            .check(classes);
                }
            }
            above.addAll(row);
        }
    }

    @Test
    void everyRoomHasItsRow() {
        assertThat(classes.stream().map(type -> type.getPackageName()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        ROWS.stream().flatMap(List::stream).toList());
    }

    @Test
    void noRoomIsCrowded() {
        assertThat(classes.stream()
                        .filter(type -> type.isTopLevelClass())
                        .collect(Collectors.groupingBy(type -> type.getPackageName(), Collectors.counting())))
                .allSatisfy((room, count) -> assertThat(count).as(room).isLessThanOrEqualTo(MOST_CLASSES));
    }
}
