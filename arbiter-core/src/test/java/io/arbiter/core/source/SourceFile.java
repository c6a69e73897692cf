package io.arbiter.core.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java file, taken apart: {@code code} without comments and without what is inside string literals, {@code comments}
 * without code. Both keep the line breaks, so that positions can be told as lines.
 */
record SourceFile(Path path, String text, String code, String comments) {
    private static final Pattern BARRED = Pattern.compile("^[^\\n\"]*\\|[^\\n\"]*$", Pattern.MULTILINE);

    static List<SourceFile> under(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().map(SourceFile::read).toList();
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

    /**
     * The text without the rows of tables in text blocks. Such a line cannot be wrapped, since it is one case of a
     * parameterized test. A row is a line with a bar that is neither code nor comment; having no quote, it is not an
     * ordinary literal either. Line breaks take its place, so that positions stay what they are.
     */
    String withoutTableRows() {
        var rest = new StringBuilder(text);
        Matcher barred = BARRED.matcher(text);
        while (barred.find()) {
            int start = barred.start();
            int end = barred.end();
            if (code.substring(start, end).isBlank() && comments.substring(start, end).isBlank()) {
                rest.replace(start, end, "\n".repeat(end - start));
            }
        }
        return rest.toString();
    }

    String at(int position) {
        long line = text.substring(0, position).lines().count();
        return path + ":" + Math.max(1, line);
    }

    boolean isUnder(String folder) {
        return path.toString().replace('\\', '/').contains(folder);
    }
}
