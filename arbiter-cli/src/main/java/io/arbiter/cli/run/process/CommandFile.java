package io.arbiter.cli.run.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Looks for a command as execvp(3) does, so that a mistyped one costs no lease. */
public enum CommandFile {
    EXECUTABLE,
    NOT_EXECUTABLE,
    NOT_FOUND;

    /** @param searchPath the value of PATH */
    public static CommandFile look(String command, String searchPath) {
        try {
            return command.contains("/") ? judge(Path.of(command)) : search(command, searchPath);
        } catch (InvalidPathException e) {
            return NOT_FOUND;
        }
    }

    private static CommandFile search(String command, String searchPath) {
        if (command.isEmpty()) {
            return NOT_FOUND;
        }
        boolean seen = false;
        for (String directory : (Iterable<String>) Stream.of(searchPath.split(":", -1))::iterator) {
            CommandFile found = judge(Path.of(directory.isEmpty() ? "." : directory, command));
            if (found == EXECUTABLE) {
                return found;
            }
            seen |= found == NOT_EXECUTABLE;
        }
        return seen ? NOT_EXECUTABLE : NOT_FOUND;
    }

    private static CommandFile judge(Path file) {
        if (!Files.exists(file)) {
            return NOT_FOUND;
        }
        return Files.isRegularFile(file) && Files.isExecutable(file) ? EXECUTABLE : NOT_EXECUTABLE;
    }
}
