package io.arbiter.bench.runner.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times at which a JVM stopped all its threads, mostly to collect its heap; logged by {@link Jcmd#logSafepoints}. */
public final class Safepoints {
    /** Written when the threads go on; the total counts from the request to stop. */
    private static final Pattern LINE = Pattern.compile("\\[(\\d+)ns\\s*] Safepoint .*Total:\\s+(\\d+) ns");

    private Safepoints() {}

    /** The times in that file so far. */
    public static List<Spell> read(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .map(LINE::matcher)
                .filter(Matcher::find)
                .map(Safepoints::spell)
                .toList();
    }

    private static Spell spell(Matcher line) {
        long end = Long.parseLong(line.group(1));
        return new Spell(end - Long.parseLong(line.group(2)), end);
    }
}
