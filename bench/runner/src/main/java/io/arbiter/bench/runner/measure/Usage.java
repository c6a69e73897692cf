package io.arbiter.bench.runner.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Processes' use of the machine.
 *
 * @param cpu time on processors since each was started, to 10 ms
 * @param residentBytes their memory now, pages shared between them counted for each
 */
public record Usage(Duration cpu, long residentBytes) {
    /** Of all of them; one that has ended counts for nothing. */
    public static Usage of(List<Process> processes) {
        Duration cpu = processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
        return new Usage(
                cpu,
                processes.stream().mapToLong(process -> resident(process.pid())).sum());
    }

    private static long resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
