package io.arbiter.core.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Java file, taken apart: {@code code} without comments and without the content of string literals, {@code comments}
 * without code. Both keep the line breaks, so that positions can be given as lines.
 */
record SourceFile(Path path, String text, String code, String comments) {
    static List<SourceFile> under(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(SourceFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceFile read(Path path) {
        try {
            return of(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(path.toString(), e);
        }
    }

    static SourceFile of(Path path, String text) {
        var scan = new Scan(text);
        return new SourceFile(path, text, scan.code(), scan.comments());
    }

    String at(int position) {
        long line = text.substring(0, position).lines().count();
        return path + ":" + Math.max(1, line);
    }

    boolean isUnder(String folder) {
        return path.toString().replace('\\', '/').contains(folder);
    }
}
