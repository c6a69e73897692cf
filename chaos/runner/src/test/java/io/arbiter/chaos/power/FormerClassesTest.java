package io.arbiter.chaos.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormerClassesTest {
    @TempDir
    private Path target;

    /** Otherwise a fault would be put back uselessly. */
    @ParameterizedTest
    @EnumSource(PutBack.class)
    void whatIsPutBackFitsTheServerAndTakesAClassesPlace(PutBack fault) throws IOException {
        FormerClasses.compile(fault.classes(), target);
        for (String compiled : classes()) {
            assertThat(FormerClasses.class.getClassLoader().getResource(compiled))
                    .as(compiled)
                    .isNotNull();
        }
        assertThat(classes().isEmpty()).isEqualTo(fault.classes().isEmpty());
    }

    private List<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(target)) {
            return files.map(file -> target.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .toList();
        }
    }
}
