package io.arbiter.cli.run.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Finds out whether a process group still has members that can act. Zombies cannot; {@code kill -0} would
 * count them, and in a container without an init they stay permanently.
 */
final class GroupMembers {
    private static final Path PROC = Path.of("/proc");

    private GroupMembers() {}

    static boolean any(long group) {
        try {
            return Files.isReadable(PROC.resolve("self/stat")) ? anyInProc(group) : anyInPs(group);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list processes", e);
        }
    }

    private static boolean anyInProc(long group) throws IOException {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.filter(entry ->
                            Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .anyMatch(entry -> belongs(entry.resolve("stat"), group));
        }
    }

    /** pid (name) state ppid pgrp ...; the name may contain anything, so the last parenthesis ends it. */
    private static boolean belongs(Path stat, long group) {
        try {
            String text = new String(Files.readAllBytes(stat), java.nio.charset.StandardCharsets.ISO_8859_1);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[2]) == group && !fields[0].equals("Z") && !fields[0].equals("X");
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // The process ended between the listing and the reading: "No such process".
            if (Files.exists(stat.getParent())) {
                throw new UncheckedIOException("cannot read " + stat, e);
            }
            return false;
        }
    }

    private static boolean anyInPs(long group) throws IOException {
        Process ps = new ProcessBuilder("ps", "-A", "-o", "pgid=", "-o", "stat=")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(ps.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.lines()
                .map(line -> line.strip().split("\\s+"))
                .anyMatch(fields -> fields[0].equals(Long.toString(group)) && !fields[1].startsWith("Z"));
    }
}
