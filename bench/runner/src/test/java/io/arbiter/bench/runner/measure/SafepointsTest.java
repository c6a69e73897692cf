package io.arbiter.bench.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafepointsTest {
    @TempDir
    private Path directory;

    @Test
    void linesAreRead() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), """
                [9000ns] Something else
                [50000ns] Safepoint "G1CollectFull", Time since last: 40000 ns, Reaching safepoint: 100 ns, \
                Cleanup: 20 ns, At safepoint: 80 ns, Total: 200 ns
                """);
        assertThat(Safepoints.read(log)).containsExactly(new Spell(49_800, 50_000));
    }

    /** The JVM may one day write it differently, or on a clock of its own. */
    @Test
    void thisJvmWritesThemSo() throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        var before = System.nanoTime();
        new Jcmd().logSafepoints(ProcessHandle.current().pid(), log);
        new Jcmd().collect(ProcessHandle.current().pid());
        assertThat(Safepoints.read(log))
                .isNotEmpty()
                .allMatch(stop -> stop.nanos() > 0 && stop.meets(new Spell(before, System.nanoTime())));
    }
}
