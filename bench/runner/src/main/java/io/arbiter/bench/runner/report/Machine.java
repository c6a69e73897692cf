package io.arbiter.bench.runner.report;

import io.arbiter.testsupport.html.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that was measured. @param processor with the number of cores */
public record Machine(String processor, String memory, String system, String java) {
    /** This machine. */
    public static Machine here() {
        return new Machine(
                first("/proc/cpuinfo", "model name") + ", "
                        + Runtime.getRuntime().availableProcessors() + " cores",
                Format.of("%.0f GiB", memoryKib() / (double) (1 << 20)),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    private static long memoryKib() {
        return Long.parseLong(first("/proc/meminfo", "MemTotal").replaceAll("\\D", ""));
    }

    private static String first(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
