package io.arbiter.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    @TempDir
    private Path directory;

    private AuditLog open(Path where) throws IOException {
        return AuditLog.open(where, 1_000_000, 3, "n1", new PrometheusRegistry());
    }

    private static AuditEvent event(int number) {
        return new AuditEvent(Instant.EPOCH, "", "lease.break", "OK", Map.of("number", Integer.toString(number)));
    }

    private List<String> lines() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .flatMap(AuditLogTest::linesOf)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatWasRecordedIsKeptWhenItCloses() throws IOException {
        try (AuditLog log = open(directory)) {
            for (int i = 0; i < 500; i++) {
                log.record(event(i));
            }
        }
        assertThat(lines()).hasSize(500);
        assertThat(lines().get(499)).contains("\"number\":\"499\"");
    }

    /** A flood: how many were dropped is kept in their place, and the caller never waits. */
    @Test
    void whatHasNoRoomIsCounted() throws IOException {
        try (AuditLog log = open(directory)) {
            for (int i = 0; i < 100_000; i++) {
                log.record(event(i));
            }
            await().until(() -> !lines().isEmpty());
            log.record(event(-1));
        }
        long dropped = lines().stream()
                .filter(line -> line.contains("audit.dropped"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*\"events\":\"(\\d+)\".*", "$1")))
                .sum();
        long kept =
                lines().stream().filter(line -> line.contains("lease.break")).count();
        assertThat(dropped).isPositive();
        assertThat(kept + dropped).isEqualTo(100_001);
    }

    /** Those who are refused, as often as they like, push nothing out. */
    @Test
    void aFloodOfRefusalsLeavesRoomForWhatOperatorsDo() throws IOException {
        try (AuditLog log = open(directory)) {
            for (int i = 0; i < 100_000; i++) {
                log.recordDenial(new AuditEvent(Instant.now(), "eve", "lease.break", "PERMISSION_DENIED", Map.of()));
                if (i % 1_000 == 0) {
                    log.record(event(i));
                }
            }
            assertThat(log.droppedSoFar()).isZero();
        }
        assertThat(lines())
                .filteredOn(line -> line.contains("\"outcome\":\"OK\""))
                .hasSize(100);
        long refused = lines().stream().filter(line -> line.contains("eve")).count();
        long more = lines().stream()
                .filter(line -> line.contains("\"more\""))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*\"more\":\"(\\d+)\".*", "$1")))
                .sum();
        long numbers =
                lines().stream().filter(line -> line.contains("\"more\"")).count();
        assertThat(refused - numbers + more).isEqualTo(100_000);
        assertThat(refused).isLessThan(1_000);
    }

    /** The directory is gone for a while: what came meanwhile is counted. */
    @Test
    void aDiskThatFailedIsTriedAgain() throws IOException {
        try (AuditLog log = open(directory.resolve("audit"))) {
            Files.delete(directory.resolve("audit/audit.lock"));
            Files.delete(directory.resolve("audit"));
            Files.createFile(directory.resolve("audit"));
            log.record(event(1));
            await().until(() -> log.droppedSoFar() == 1);
            Files.delete(directory.resolve("audit"));
            log.record(event(2));
        }
        List<String> kept = linesOf(directory.resolve("audit/audit-%019d.jsonl".formatted(1)))
                .toList();
        assertThat(kept).hasSize(2);
        assertThat(kept.get(0)).contains("audit.dropped").contains("\"events\":\"1\"");
        assertThat(kept.get(1)).contains("\"number\":\"2\"");
    }
}
