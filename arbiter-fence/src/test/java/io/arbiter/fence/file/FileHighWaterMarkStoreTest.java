package io.arbiter.fence.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.fence.GuardContract;
import io.arbiter.fence.HighWaterMarkStoreException;
import io.arbiter.fence.MarkLimitExceededException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marks in a file: opened again, damaged, gone, shared, full. */
class FileHighWaterMarkStoreTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("marks");
    }

    @Test
    void keepsTheContract() throws Exception {
        try (FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(file)) {
            GuardContract.verify(marks);
        }
    }

    @Test
    void marksAreThereAfterReopening() {
        write("orders", 5, "tenants/é 語😀", Long.MAX_VALUE);
        try (FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(file)) {
            assertThat(marks.highest("orders")).isEqualTo(5);
            assertThat(marks.highest("tenants/é 語😀")).isEqualTo(Long.MAX_VALUE);
            assertThat(marks.raise("orders", 4)).isEqualTo(5);
        }
    }

    @Test
    void everyDamagedByteIsNoticed() throws IOException {
        write("orders", 5, "stock", 1234567);
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << bit);
                assertRefused(bad);
            }
        }
    }

    @Test
    void everyTruncationIsNoticed() throws IOException {
        write("orders", 5, "stock", 1234567);
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length++) {
            assertRefused(Arrays.copyOf(good, length));
        }
        assertRefused(Arrays.copyOf(good, good.length + 1));
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        write("orders", 5, "stock", 6);
        assertRefused(Files.readString(file)
                .replace("arbiter-marks 1", "arbiter-marks 2")
                .getBytes());
    }

    @Test
    void vanishedFileIsNotABeginning() throws IOException {
        write("orders", 5, "stock", 6);
        Files.delete(file);
        assertThatThrownBy(() -> FileHighWaterMarkStore.open(file))
                .isInstanceOf(CorruptMarksException.class)
                .hasMessageContaining("are gone");
    }

    @Test
    void tornTemporaryFilesAreIgnored() throws IOException {
        write("orders", 5, "stock", 6);
        byte[] next = Files.readAllBytes(file);
        for (int length = 0; length <= next.length; length++) {
            Files.write(directory.resolve("marks.tmp"), Arrays.copyOf(next, length));
            try (FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(file)) {
                assertThat(marks.highest("orders")).isEqualTo(5);
            }
        }
    }

    /**
     * Opening twice in one process is refused, and must not, by closing a descriptor, drop the lock of the
     * first.
     */
    @Test
    void oneStoreAtATime() throws Exception {
        try (FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(file)) {
            assertThatThrownBy(() -> FileHighWaterMarkStore.open(directory.resolve("./marks")))
                    .isInstanceOf(MarksInUseException.class);
            assertThat(marks.raise("orders", 5)).isEqualTo(5);
            assertLockedForOthers();
        }
        FileHighWaterMarkStore.open(file).close();
    }

    /** The library twice in one process, as two applications of one server have it, is refused like another process. */
    @Test
    void oneStoreAtATimeOverClassLoaders() throws Exception {
        try (FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(file);
                URLClassLoader other = otherClassLoader()) {
            assertThatThrownBy(() -> open(other))
                    .cause()
                    .satisfies(refused ->
                            assertThat(refused.getClass().getName()).isEqualTo(MarksInUseException.class.getName()));
            assertThat(marks.raise("orders", 5)).isEqualTo(5);
            assertLockedForOthers();
        }
        FileHighWaterMarkStore.open(file).close();
    }

    /** Other code in this process that has locked the file keeps the lock, and can give it up. */
    @Test
    void lockOfSomebodyElseInThisProcessIsKept() throws Exception {
        FileHighWaterMarkStore.open(file).close();
        try (FileChannel channel = FileChannel.open(directory.resolve("marks.lock"), StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(() -> FileHighWaterMarkStore.open(file)).isInstanceOf(MarksInUseException.class);
            }
            assertThat(held.isValid()).isTrue();
            assertLockedForOthers();
        }
        try (FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(file)) {
            marks.raise("orders", 5);
            assertLockedForOthers();
        }
    }

    @Test
    void boundIsKept() {
        try (FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(file, 1)) {
            marks.raise("a", 1);
            marks.raise("a", 2);
            assertThatThrownBy(() -> marks.raise("b", 1)).isInstanceOf(MarkLimitExceededException.class);
        }
    }

    @Test
    void closedStoreAnswersNothing() {
        FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(file);
        marks.raise("a", 5);
        marks.close();
        marks.close();
        assertThatThrownBy(() -> marks.raise("a", 5)).isInstanceOf(HighWaterMarkStoreException.class);
        assertThatThrownBy(() -> marks.highest("a")).isInstanceOf(HighWaterMarkStoreException.class);
    }

    @Test
    void missingDirectoryIsSaid() {
        assertThatThrownBy(() -> FileHighWaterMarkStore.open(directory.resolve("no/marks")))
                .isInstanceOf(HighWaterMarkStoreException.class)
                .hasMessageContaining("must exist");
    }

    /**
     * A directory in the way makes every write fail: nothing is accepted, and the old mark stays in force.
     */
    @Test
    void failedWriteAcceptsNothing() throws IOException {
        try (FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(file)) {
            marks.raise("a", 5);
            Files.createDirectory(directory.resolve("marks.tmp"));
            assertThatThrownBy(() -> marks.raise("a", 6))
                    .isInstanceOf(HighWaterMarkStoreException.class)
                    .hasMessageContaining("not accepted");
            assertThat(marks.raise("a", 5)).isEqualTo(5);
            Files.delete(directory.resolve("marks.tmp"));
            assertThat(marks.raise("a", 6)).isEqualTo(6);
        }
    }

    private void assertLockedForOthers() throws Exception {
        MarksProcess other = MarksProcess.start(file);
        assertThat(other.output().readLine()).isEqualTo("MarksInUseException");
        assertThat(other.process().waitFor()).isEqualTo(1);
    }

    private static URLClassLoader otherClassLoader() {
        return new URLClassLoader(
                new URL[] {
                    FileHighWaterMarkStore.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                },
                ClassLoader.getPlatformClassLoader());
    }

    private void open(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> marks = loader.loadClass(FileHighWaterMarkStore.class.getName());
        assertThat(marks).isNotEqualTo(FileHighWaterMarkStore.class);
        marks.getMethod("open", Path.class).invoke(null, file);
    }

    private void write(String first, long firstToken, String second, long secondToken) {
        try (FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(file)) {
            marks.raise(first, firstToken);
            marks.raise(second, secondToken);
        }
    }

    private void assertRefused(byte[] content) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> FileHighWaterMarkStore.open(file)).isInstanceOf(CorruptMarksException.class);
        assertThat(Files.readAllBytes(file)).as("the evidence").isEqualTo(content);
    }
}
