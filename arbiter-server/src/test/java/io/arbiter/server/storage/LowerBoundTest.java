package io.arbiter.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LowerBoundTest {
    @TempDir
    private Path directory;

    private List<Path> paths;

    @BeforeEach
    void places() {
        paths = List.of(directory.resolve("one"), directory.resolve("other"));
    }

    private LowerBound open() throws StartException {
        return LowerBound.open(paths, true);
    }

    private void acknowledge(long index) throws Exception {
        try (LowerBound bound = LowerBound.open(paths, false)) {
            bound.acknowledged(bound.cuts(), 3, index);
        }
    }

    private void assertRefused(ExitCode code) {
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(code));
    }

    @Test
    void whatWasNotedIsKnownAfterTheProcessWasKilled() throws Exception {
        LowerBound killed = LowerBound.open(paths, false);
        killed.voted(4, "n2");
        killed.opened(90);
        killed.acknowledged(0, 4, 100);
        killed.snapshot(3, 80);
        Bound found = open().bound();
        assertThat(found.term()).isEqualTo(4);
        assertThat(found.vote()).isEqualTo("n2");
        assertThat(found.openFrom()).isEqualTo(90);
        assertThat(found.lastIndex()).isEqualTo(100);
        assertThat(found.lastTerm()).isEqualTo(4);
        assertThat(found.snapshotIndex()).isEqualTo(80);
    }

    /** What a longer bound left behind a shorter one, in the same slot, is no part of it. */
    @Test
    void aShorterBoundReplacesALongerOne() throws Exception {
        LowerBound bound = LowerBound.open(paths, false);
        for (String vote : List.of("a-candidate-with-a-long-name", "a-candidate-with-a-long-name", "b", "c", "d")) {
            bound.voted(bound.bound().term() + 1, vote);
            assertThat(BoundFile.read(paths.get(0))).contains(bound.bound());
        }
        assertThat(paths).allSatisfy(path -> assertThat(path).hasSize(8192));
    }

    @Test
    void aCopyThatIsMissingIsMadeAnew() throws Exception {
        acknowledge(100);
        Files.delete(paths.get(0));
        assertThat(open().bound().lastIndex()).isEqualTo(100);
        Files.delete(paths.get(1));
        assertThat(open().bound().lastIndex()).isEqualTo(100);
    }

    @Test
    void theNewerCopyCounts() throws Exception {
        acknowledge(100);
        byte[] older = Files.readAllBytes(paths.get(0));
        acknowledge(200);
        Files.write(paths.get(0), older);
        assertThat(open().bound().lastIndex()).isEqualTo(200);
    }

    @Test
    void withoutAnyCopyALogIsRefused() throws Exception {
        assertRefused(ExitCode.MUST_NOT_VOTE);
        acknowledge(100);
        for (Path path : paths) {
            Files.write(path, new byte[5_000]);
        }
        assertRefused(ExitCode.DATA_DAMAGED);
    }

    /** The page that was being written when the power failed may hold anything. */
    @Test
    void whatWasForcedOutlivesANoteThatIsTorn() throws Exception {
        for (int slot = 0; slot < 2; slot++) {
            LowerBound bound = LowerBound.open(paths, false);
            for (int i = 0; i <= slot; i++) {
                bound.opened(10 + i);
            }
            bound.acknowledged(0, 1, 100 + slot);
            for (Path path : paths) {
                tearNewest(path, bound.bound());
            }
            assertThat(open().bound().openFrom()).isEqualTo(10 + slot);
        }
    }

    private static void tearNewest(Path path, Bound newest) throws IOException {
        byte[] file = Files.readAllBytes(path);
        int at = new String(file, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(newest.text());
        assertThat(at).isNotNegative();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'?', '?', '?'}), at + 40);
        }
    }

    @Test
    void aCutLowersItAndWhatWasUnderWayBeforeIsNotNoted() throws Exception {
        LowerBound bound = LowerBound.open(paths, false);
        bound.opened(5);
        bound.acknowledged(bound.cuts(), 3, 20);
        long before = bound.cuts();
        bound.cut(11);
        bound.acknowledged(before, 3, 25);
        assertThat(BoundFile.read(paths.get(1)).orElseThrow().lastIndex()).isEqualTo(10);
        assertThat(BoundFile.read(paths.get(1)).orElseThrow().cutFrom()).isEqualTo(11);
        bound.opened(11);
        assertThat(BoundFile.read(paths.get(1)).orElseThrow().cutFrom())
                .as("it may be a segment that the cut deletes")
                .isEqualTo(11);
        bound.acknowledged(bound.cuts(), 4, 11);
        assertThat(BoundFile.read(paths.get(1)).orElseThrow().lastIndex()).isEqualTo(11);
        assertThat(BoundFile.read(paths.get(1)).orElseThrow().cutFrom()).isEqualTo(-1);
    }

    /** Entries applied meanwhile are older than the cut. */
    @Test
    void anOlderEntryDoesNotEndACut() throws Exception {
        LowerBound bound = LowerBound.open(paths, false);
        bound.acknowledged(bound.cuts(), 3, 8);
        bound.cut(11);
        bound.applied(3, 9);
        assertThat(open().bound().cutFrom()).isEqualTo(11);
        assertThat(open().bound().lastIndex()).isEqualTo(9);
    }

    /** The library interrupts its threads, also while they note a vote or an entry. */
    @Test
    void anInterruptedThreadNotesAndForcesAsEver() throws Exception {
        LowerBound bound = LowerBound.open(paths, false);
        try {
            Thread.currentThread().interrupt();
            bound.voted(4, "n2");
            bound.acknowledged(bound.cuts(), 4, 7);
            Force.disk().force(directory);
        } finally {
            assertThat(Thread.interrupted()).as("the interrupt is still there").isTrue();
        }
        bound.acknowledged(bound.cuts(), 4, 8);
        bound.close();
        assertThat(open().bound().lastIndex()).isEqualTo(8);
        assertThat(open().bound().vote()).isEqualTo("n2");
    }

    @Test
    void itOnlyRises() throws Exception {
        acknowledge(100);
        acknowledge(50);
        assertThat(open().bound().lastIndex()).isEqualTo(100);
    }
}
