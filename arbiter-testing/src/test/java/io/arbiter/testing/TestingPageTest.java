package io.arbiter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The code in docs/testing-your-application.md is a class of this module's tests, so it is compiled and run. */
class TestingPageTest {
    private static final String FENCE = "```";

    @Test
    void theSampleIsTheTestThatRuns() throws IOException {
        String page = Files.readString(Path.of("../docs/testing-your-application.md"));
        String sample = page.substring(page.indexOf(FENCE + "java") + (FENCE + "java\n").length());
        String source = Files.readString(Path.of("src/test/java/com/example/orders/OrderWriterTest.java"));
        assertThat(sample.substring(0, sample.indexOf(FENCE)))
                .isEqualTo(source.substring(source.indexOf("import static")));
    }
}
