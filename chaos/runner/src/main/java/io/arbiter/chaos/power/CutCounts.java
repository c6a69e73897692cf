package io.arbiter.chaos.power;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many seeds ran, how many were not valid, and where power was cut: over all sweeps of one run. */
final class CutCounts {
    private static final String SEEDS = "seeds";
    private static final String INVALID = "invalid";

    private final Path file;
    private final SortedMap<String, Integer> cuts = new TreeMap<>();
    private int seeds;
    private int invalid;

    private CutCounts(Path file) {
        this.file = file;
    }

    /** As the sweep before has left it; empty before the first. */
    static CutCounts in(Path root) throws IOException {
        var counts = new CutCounts(root.resolve("cuts"));
        if (Files.exists(counts.file)) {
            var stored = new Properties();
            try (Reader in = Files.newBufferedReader(counts.file)) {
                stored.load(in);
            }
            stored.stringPropertyNames()
                    .forEach(name -> counts.cuts.put(name, Integer.parseInt(stored.getProperty(name))));
            counts.seeds = counts.cuts.remove(SEEDS);
            counts.invalid = counts.cuts.remove(INVALID);
        }
        return counts;
    }

    void add(Map<String, Integer> more, boolean isValid) {
        seeds++;
        invalid += isValid ? 0 : 1;
        more.forEach((step, times) -> cuts.merge(step, times, Integer::sum));
    }

    int seeds() {
        return seeds;
    }

    int invalid() {
        return invalid;
    }

    SortedMap<String, Integer> cuts() {
        return cuts;
    }

    /** For the sweep that comes next. */
    void save() throws IOException {
        var stored = new Properties();
        cuts.forEach((step, times) -> stored.setProperty(step, String.valueOf(times)));
        stored.setProperty(SEEDS, String.valueOf(seeds));
        stored.setProperty(INVALID, String.valueOf(invalid));
        try (Writer out = Files.newBufferedWriter(file)) {
            stored.store(out, null);
        }
    }
}
