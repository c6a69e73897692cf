package io.arbiter.core.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modules of the project: beside this one, or one folder below (as in {@code chaos/}). */
final class Modules {
    private Modules() {}

    /** The folder of that name in each module that has it. */
    static List<Path> folders(String name) {
        try (Stream<Path> folders = Files.walk(Path.of(".."), 2)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
                    .map(module -> module.resolve(name))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
