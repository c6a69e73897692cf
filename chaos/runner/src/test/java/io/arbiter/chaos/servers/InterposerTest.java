package io.arbiter.chaos.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.testsupport.process.Jdk;
import io.arbiter.testsupport.process.Spawner;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real JVM's view behind the interposer. Times are compared with this process's clocks, from one side only. */
class InterposerTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long LONG_NANOS = Duration.ofMinutes(20).toNanos();

    @TempDir
    private Path directory;

    private ClockAndDisk clockAndDisk;
    private Process probe;
    private BufferedReader answers;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        Path disk = Files.createDirectories(directory.resolve("disk"));
        file = disk.resolve("file");
        Path page = directory.resolve("page");
        clockAndDisk = ClockAndDisk.create(page);
        var builder = new ProcessBuilder(
                Jdk.java(),
                "-Xmx32m",
                "-Xint",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ProbeMain.class.getName(),
                file.toString());
        builder.environment().putAll(Interposer.compile(directory).environment(page, disk));
        probe = Spawner.start(builder.redirectErrorStream(true));
        answers = probe.inputReader();
    }

    @AfterEach
    void stop() {
        probe.destroyForcibly();
    }

    private String ask(String question) throws IOException {
        probe.outputWriter().write(question + "\n");
        probe.outputWriter().flush();
        return answers.readLine();
    }

    /**
     * How far the probe's clocks are ahead of this process's, in ns: wall, monotonic; each too small by up to the time
     * it took.
     */
    private long[] ahead() throws IOException {
        String[] clocks = ask("clocks").split(" ");
        return new long[] {
            (Long.parseLong(clocks[0]) - System.currentTimeMillis()) * 1_000_000,
            Long.parseLong(clocks[1]) - System.nanoTime()
        };
    }

    @Test
    void theWallClockAloneJumps() throws IOException {
        clockAndDisk.jumpTo(HOUR);
        assertThat(ahead()[0]).isGreaterThan(HOUR.toNanos() - LONG_NANOS);
        assertThat(ahead()[1]).isLessThanOrEqualTo(0);
        clockAndDisk.jumpTo(HOUR.negated());
        assertThat(ahead()[0]).isLessThan(-HOUR.toNanos() + LONG_NANOS);
        clockAndDisk.jumpTo(Duration.ZERO);
        assertThat(ahead()[0]).isLessThan(LONG_NANOS);
    }

    @Test
    void bothClocksDriftWithoutAJump() throws IOException {
        clockAndDisk.drift(500_000);
        long start = System.nanoTime();
        assertThat(ahead()[1])
                .isLessThan(System.nanoTime() - start + Duration.ofSeconds(1).toNanos());
        assertThat(ask("wait " + Duration.ofMillis(600).toNanos())).isEqualTo("waited");
        // Asked twice: the first answer lies before this moment, the second is behind it.
        long elapsed = System.nanoTime() - start;
        assertThat(ask("clocks")).isNotEmpty();
        clockAndDisk.drift(0);
        String[] clocks = ask("clocks").split(" ");
        assertThat(Long.parseLong(clocks[1]))
                .as("gained at least half of what elapsed, and keeps it")
                .isGreaterThan(start + elapsed + elapsed / 2);
    }

    /** libfaketime breaks this: after a jump, waits would end at once, or never. */
    @Test
    void waitsLastAsLongWhileTheClocksAreWrong() throws IOException {
        long wait = Duration.ofMillis(200).toNanos();
        for (Duration ahead : new Duration[] {HOUR, HOUR.negated()}) {
            clockAndDisk.jumpTo(ahead);
            clockAndDisk.drift(10_000);
            ask("clocks");
            long start = System.nanoTime();
            assertThat(ask("wait " + wait)).isEqualTo("waited");
            assertThat(System.nanoTime() - start).isGreaterThan(wait * 95 / 100).isLessThan(LONG_NANOS);
        }
    }

    @Test
    void aFullDiskTakesWhatFitsAndThenNothing() throws IOException {
        assertThat(ask("write 1000")).isEqualTo("wrote 1000");
        clockAndDisk.fill(300);
        assertThat(ask("write 1000")).isEqualTo("wrote 300");
        assertThat(ask("write 1")).isEqualTo("No space left on device");
        assertThat(clockAndDisk.refused()).isEqualTo(1);
        clockAndDisk.makeSpace();
        assertThat(ask("write 1000")).isEqualTo("wrote 1000");
        assertThat(Files.size(file)).isEqualTo(2_300);
    }

    @Test
    void aSyncFails() throws IOException {
        clockAndDisk.failSyncs(true);
        assertThat(ask("sync")).isEqualTo("Input/output error");
        assertThat(clockAndDisk.refused()).isEqualTo(1);
        clockAndDisk.failSyncs(false);
        assertThat(ask("sync")).isEqualTo("synced");
    }

    @Test
    void aStalledDiskMakesOneWait() throws Exception {
        clockAndDisk.stall(true);
        assertWaits("write 10", () -> clockAndDisk.stall(false), "wrote 10");
        clockAndDisk.stall(true);
        assertWaits("sync", () -> clockAndDisk.stall(false), "synced");
        clockAndDisk.holdSyncs(true);
        assertThat(ask("write 10")).isEqualTo("wrote 10");
        assertWaits("sync", () -> clockAndDisk.holdSyncs(false), "synced");
    }

    private void assertWaits(String question, Runnable release, String answer) throws Exception {
        CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> {
            try {
                return ask(question);
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });
        Assertions.assertThatThrownBy(() -> asked.get(200, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        release.run();
        assertThat(asked.get()).isEqualTo(answer);
    }

    @Test
    void whatWasSyncedIsNoted() throws IOException {
        ask("write 100");
        ask("sync");
        ask("write 20");
        clockAndDisk.requireNoted();
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class).read("synced", length);
        assertThat(length.getLong(0)).isEqualTo(100);
        assertThat(Files.size(file)).isEqualTo(120);
    }
}
