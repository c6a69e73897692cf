package io.arbiter.testsupport.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTreeTest {
    @TempDir
    private Path root;

    @Test
    void whatIsThereIsFound() throws Exception {
        Path below = Files.createDirectories(root.resolve("a/b"));
        Path file = Files.createFile(below.resolve("file"));

        assertThat(LiveTree.files(root)).containsExactly(file);
        assertThat(LiveTree.files(root, 3)).containsExactly(file);
        assertThat(LiveTree.files(root, 2)).isEmpty();
        assertThat(LiveTree.directories(root)).containsExactly(root, root.resolve("a"), below);
    }

    /** Ten thousand looks meet a vanishing name many times: {@link Files#walk} fails within a few hundred. */
    @Test
    void aNameThatVanishesMeanwhileIsLeftOut() throws Exception {
        Path stays = Files.createFile(root.resolve("stays"));
        var done = new AtomicBoolean();
        var failure = new IOException[1];
        var writer = new Thread(() -> {
            try {
                while (!done.get()) {
                    Path partial = Files.createFile(root.resolve("partial"));
                    Files.delete(Files.move(partial, root.resolve("whole")));
                    Path directory = Files.createDirectory(root.resolve("directory"));
                    Files.delete(directory);
                }
            } catch (IOException e) {
                failure[0] = e;
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 10_000; i++) {
                assertThat(LiveTree.files(root)).contains(stays);
            }
        } finally {
            done.set(true);
            writer.join();
        }
        assertThat(failure).containsOnlyNulls();
    }

    @Test
    void aRootThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> LiveTree.files(root.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
