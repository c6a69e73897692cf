package io.arbiter.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The way of an acquire in docs/architecture.md: each class exists, and uses the one that it hands on to. */
class AcquirePathTest {
    private static final Pattern STEP = Pattern.compile("(?m)^\\| `(\\w+)` \\|[^|]*\\| `(\\w+)` \\|$");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.arbiter.server", "io.arbiter.core");

    @Test
    void everyStepLeadsToTheNext() throws IOException {
        List<MatchResult> steps = STEP.matcher(Files.readString(Path.of("../docs/architecture.md")))
                .results()
                .toList();

        assertThat(steps).hasSizeGreaterThan(10);
        assertThat(steps)
                .allSatisfy(step -> assertThat(uses(named(step.group(1)), named(step.group(2))))
                        .isTrue());
    }

    /** Parts of a class count as the class; a call through an interface counts for its implementations. */
    private static boolean uses(JavaClass from, JavaClass to) {
        return CLASSES.stream()
                .filter(part ->
                        part.getName().equals(from.getName()) || part.getName().startsWith(from.getName() + "$"))
                .flatMap(part -> part.getDirectDependenciesFromSelf().stream())
                .anyMatch(dependency ->
                        to.isAssignableTo(dependency.getTargetClass().getName()));
    }

    private static JavaClass named(String name) {
        return CLASSES.stream()
                .filter(found -> found.getSimpleName().equals(name) && found.isTopLevelClass())
                .findAny()
                .orElseThrow(() -> new AssertionError("no class " + name));
    }
}
