package io.arbiter.testsupport.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The whole output of a process, over all its starts. */
public record ProcessLog(Path file) {
    private static final int LAST_WORDS = 12;

    /** Lets a process that is not started yet write to it. */
    public ProcessBuilder receive(ProcessBuilder process) {
        return process.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()));
    }

    public String text() {
        try {
            return Files.exists(file) ? Files.readString(file) : "(no log)";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The last dozen of lines. */
    public String lastWords() {
        List<String> lines = text().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
    }
}
