package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.fence.PostgresFence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * What the README says of code and files is true: its example is compiled here, its links
 * lead somewhere.
 */
class ReadmeTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    /** The README's example, to the letter. */
    static void example(DataSource dataSource) throws SQLException {
        try (ArbiterClient client = ArbiterClient.builder()
                .endpoints("us-east.example:7401", "us-west.example:7401", "eu-central.example:7401")
                .region("us-east").build();
                Lease lease = client.acquire("orders", Duration.ofMinutes(10))) {
            var fence = new PostgresFence(dataSource);
            fence.advance("orders", lease.token());              // shuts the old writer out at once
            while (lease.isOpen()) {                             // tens of nanoseconds, no network
                fence.inTransaction("orders", lease.token(), connection -> {
                    try (var insert = connection.prepareStatement("INSERT INTO orders DEFAULT VALUES")) {
                        return insert.executeUpdate();           // rejected if the token is stale
                    }
                });
            }
        }
    }

    @Test
    void theExampleIsTheOneThatIsCompiled() throws IOException {
        String source = Files.readString(PROJECT.resolve(
                "integration-tests/src/test/java/io/arbiter/it/ReadmeTest.java"));
        String readme = Files.readString(PROJECT.resolve("README.md"));
        String example = readme.substring(readme.indexOf("```java\n") + 8);
        String indented = example.substring(0, example.indexOf("```")).lines()
                .map(line -> "        " + line).collect(Collectors.joining("\n"));
        assertThat(source).contains(indented);
    }

    @Test
    void everyRelativeLinkOfTheDocumentsLeadsSomewhere() throws IOException {
        try (Stream<Path> files = Stream.of("README.md", "CONTRIBUTING.md", "docs", "deploy").map(PROJECT::resolve)
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
            Pattern.compile("\\]\\(([^)#:]+)[^)]*\\)").matcher(Files.readString(file)).results().forEach(link ->
                    assertThat(file.resolveSibling(link.group(1))).as("a link of %s", file).exists());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
