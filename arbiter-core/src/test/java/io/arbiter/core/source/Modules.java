package io.arbiter.core.source;

import io.arbiter.testsupport.files.LiveTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The modules of the project: beside this one, or one folder below (as in {@code chaos/}). */
final class Modules {
    private Modules() {}

    /** The folder of that name in each module that has it. */
    static List<Path> folders(String name) {
        try {
            return LiveTree.files(Path.of(".."), 3).stream()
                    .filter(file -> file.endsWith("pom.xml"))
                    .map(pom -> pom.resolveSibling(name))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
