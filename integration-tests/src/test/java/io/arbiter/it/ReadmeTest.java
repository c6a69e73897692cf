package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The links of the README and the documents lead somewhere. */
class ReadmeTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    @Test
    void everyRelativeLinkOfTheDocumentsLeadsSomewhere() throws IOException {
        try (Stream<Path> files = Stream.of("README.md", "CONTRIBUTING.md", "docs", "deploy", "examples")
                .map(PROJECT::resolve)
                .flatMap(ReadmeTest::markdown)) {
            files.forEach(ReadmeTest::checkLinks);
        }
    }

    private static Stream<Path> markdown(Path root) {
        try {
            return Files.find(root, 3, (path, attributes) -> path.toString().endsWith(".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkLinks(Path file) {
        try {
            Pattern.compile("\\]\\((?!https:)([^)#]+)[^)]*\\)")
                    .matcher(Files.readString(file))
                    .results()
                    .forEach(link -> assertThat(file.resolveSibling(link.group(1)))
                            .as("a link of %s", file)
                            .exists());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
