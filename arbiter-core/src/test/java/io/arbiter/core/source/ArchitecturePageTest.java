package io.arbiter.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The modules on the page, table and drawing, against the build and the folders. */
class ArchitecturePageTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private final String page = Files.readString(PROJECT.resolve("docs/architecture.md"));
    private final List<String> named = found(FIRST_CELL, page.substring(0, page.indexOf("\n## "))).stream()
            .flatMap(cell -> found(NAME, cell).stream())
            .toList();

    ArchitecturePageTest() throws IOException {}

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult hit) -> hit.group(1))
                .toList();
    }

    @Test
    void everyModuleHasItsRow() throws IOException {
        assertThat(named)
                .doesNotHaveDuplicates()
                .containsAll(found(MODULE, Files.readString(PROJECT.resolve("pom.xml"))));
    }

    @Test
    void whatIsNamedExists() {
        assertThat(named).allSatisfy(name -> assertThat(PROJECT.resolve(name)).isDirectory());
    }

    @Test
    void theDrawingIsTheBuilds() {
        assertThat(page).contains(ModuleGraph.drawing());
    }
}
