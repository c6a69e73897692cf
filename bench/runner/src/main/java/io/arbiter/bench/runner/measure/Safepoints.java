package io.arbiter.bench.runner.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a JVM stopped all its threads, mostly to collect its heap; {@link Jcmd#logSafepoints} has it noted. */
public final class Safepoints {
    /** Written when the threads go on; the total is since they were told to stop. */
    private static final Pattern LINE = Pattern.compile("\\[(\\d+)ns\\s*] Safepoint .*Total:\\s+(\\d+) ns");

    private Safepoints() {
    }

    /** What that file holds so far. */
    public static List<Spell> read(Path log) throws IOException {
        return Files.readAllLines(log).stream().map(LINE::matcher).filter(Matcher::find).map(Safepoints::spell)
                .toList();
    }

    private static Spell spell(Matcher line) {
        long end = Long.parseLong(line.group(1));
        return new Spell(end - Long.parseLong(line.group(2)), end);
    }
}
