package io.arbiter.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForceTest {
    private static final int SERVERS = 4;

    @TempDir
    Path temp;

    @Test
    void serversThatStartAtOnceMayShareTheParentsOfTheirDirectories() throws Exception {
        var threads = Executors.newFixedThreadPool(SERVERS);
        var start = new CyclicBarrier(SERVERS);
        try {
            for (int round = 0; round < 200; round++) {
                Path shared = temp.resolve("round" + round).resolve("data");
                List<Future<?>> made = new ArrayList<>();
                for (int server = 0; server < SERVERS; server++) {
                    Path own = shared.resolve("server" + server);
                    made.add(threads.submit(() -> {
                        start.await();
                        Force onNoDisk = path -> {};
                        onNoDisk.createDirectories(own);
                        return null;
                    }));
                }
                for (Future<?> each : made) {
                    each.get();
                }
                assertThat(shared.toFile().list()).hasSize(SERVERS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void everyDirectoryThatWasMissingIsForcedInTheOneThatHoldsIt() throws Exception {
        List<Path> forced = new ArrayList<>();
        Force recorded = forced::add;

        recorded.createDirectories(temp.resolve("a/b/c"));

        assertThat(forced).containsExactly(temp, temp.resolve("a"), temp.resolve("a/b"));
    }

    @Test
    void aFileInItsPlaceIsRefused() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));
        Force recorded = path -> {};

        assertThatThrownBy(() -> recorded.createDirectories(file)).isInstanceOf(FileAlreadyExistsException.class);
    }
}
