package io.arbiter.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.testsupport.files.LiveTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** arbiter-bom has no parent, so nothing else keeps its version and its names right. */
class BomTest {
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
    private static final Pattern NAMED =
            Pattern.compile("<dependency>\\s*<groupId>io\\.arbiter</groupId>\\s*<artifactId>([^<]+)</artifactId>");
    private static final Pattern OWN = Pattern.compile("</parent>\\s*<artifactId>([^<]+)</artifactId>");

    private final String bom = Files.readString(Path.of("../arbiter-bom/pom.xml"));

    BomTest() throws IOException {}

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(hit -> hit.group(1));
    }

    @Test
    void itHasTheProjectsVersion() throws IOException {
        String project = found(VERSION, Files.readString(Path.of("../pom.xml")))
                .findFirst()
                .orElseThrow();
        assertThat(found(VERSION, bom)).first().isEqualTo(project);
    }

    @Test
    void itNamesModulesThatAreBuilt() throws IOException {
        var built = LiveTree.files(Path.of(".."), 2).stream()
                .filter(file -> file.endsWith("pom.xml"))
                .flatMap(pom -> found(OWN, read(pom)))
                .toList();
        assertThat(built).containsAll(found(NAMED, bom).toList());
        assertThat(found(NAMED, bom)).contains("arbiter-client", "arbiter-fence", "arbiter-testing");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
