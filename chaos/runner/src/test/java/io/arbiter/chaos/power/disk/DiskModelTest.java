package io.arbiter.chaos.power.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.chaos.power.disk.Change.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every image that a cut may leave comes up, and no other. */
class DiskModelTest {
    private static final int IMAGES = 80;
    private static final byte[] NONE = {};

    @TempDir
    private Path temporary;

    private final List<Change> changes = new ArrayList<>();

    private int images;

    private void change(Kind kind, String path, long at, byte[] bytes) {
        changes.add(new Change(kind, Step.OTHER, "/disk/" + path, at, bytes));
    }

    private void change(Kind kind, String path) {
        change(kind, path, 0, NONE);
    }

    private void write(String path, long at, byte[] bytes) {
        change(Kind.WRITE, path, at, bytes);
    }

    private void rename(String from, String to) {
        change(Kind.RENAME, from, 0, ("/disk/" + to).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] page(char content) {
        byte[] page = new byte[FileHistory.PAGE];
        Arrays.fill(page, (byte) content);
        return page;
    }

    private static Losses losses(boolean namesInOrder, boolean syncTakesName, Lie lie) {
        return new Losses(namesInOrder, syncTakesName, 0.3, 0.5, lie);
    }

    /** The remaining files, as {@code name=content}, a character for each page. */
    private Set<String> left(Losses losses) throws IOException {
        Set<String> left = new TreeSet<>();
        Random random = new Random(1);
        for (int i = 0; i < IMAGES; i++) {
            DiskModel model = new DiskModel(Path.of("/disk"), new Directory(), losses, random);
            changes.forEach(model::apply);
            Path image = temporary.resolve("image-" + images++);
            model.writeImage(image);
            left.add(describe(image));
        }
        return left;
    }

    private static String describe(Path image) throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(image)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                var pages = new StringBuilder(image.relativize(file) + "=");
                for (int at = 0; at < bytes.length; at += FileHistory.PAGE) {
                    pages.append(bytes[at] == 0 ? '0' : (char) bytes[at]);
                }
                files.add(pages.toString());
            }
        }
        return String.join(" ", files);
    }

    @Test
    void onlyTheDirectorysSyncMakesANameDurable() throws IOException {
        change(Kind.CREATE, "a");
        write("a", 0, page('x'));
        change(Kind.SYNC, "a");
        assertThat(left(losses(false, false, Lie.NONE))).containsExactly("", "a=x");
        assertThat(left(losses(false, true, Lie.NONE))).containsExactly("a=x");
        assertThat(left(losses(true, false, Lie.NONE))).containsExactly("a=x");
        change(Kind.SYNC, "");
        assertThat(left(losses(false, false, Lie.NONE))).containsExactly("a=x");
    }

    @Test
    void aRenamingIsThereOrNotAndNeverHalf() throws IOException {
        change(Kind.CREATE, "a");
        change(Kind.SYNC, "");
        change(Kind.CREATE, "b");
        write("b", 0, page('y'));
        change(Kind.SYNC, "b");
        rename("b", "a");
        assertThat(left(losses(false, false, Lie.NONE))).containsExactly("a=", "a= b=y", "a=y");
    }

    @Test
    void removalsOfSeveralNamesComeBackInAnyOrder() throws IOException {
        for (String name : List.of("a", "b")) {
            change(Kind.CREATE, name);
        }
        change(Kind.SYNC, "");
        change(Kind.REMOVE, "a");
        change(Kind.REMOVE, "b");
        assertThat(left(losses(false, false, Lie.NONE))).containsExactly("", "a=", "a= b=", "b=");
        assertThat(left(losses(true, false, Lie.NONE))).containsExactly("", "a= b=", "b=");
    }

    @Test
    void whatIsInALostDirectoryIsLost() throws IOException {
        change(Kind.MAKE_DIRECTORY, "d");
        change(Kind.CREATE, "d/a");
        change(Kind.SYNC, "d");
        assertThat(left(losses(false, false, Lie.NONE))).containsExactly("", "d/a=");
    }

    @Test
    void pagesAndLengthAreThereEachByItself() throws IOException {
        change(Kind.CREATE, "a");
        write("a", 0, page('x'));
        change(Kind.SYNC, "a");
        change(Kind.SYNC, "");
        write("a", 0, page('y'));
        write("a", FileHistory.PAGE, page('z'));
        assertThat(left(losses(false, false, Lie.NONE))).containsExactly("a=x", "a=x0", "a=xz", "a=y", "a=y0", "a=yz");
    }

    @Test
    void aShorteningThatIsThereTakesWhatWasBehindIt() throws IOException {
        change(Kind.CREATE, "a");
        write("a", 0, page('x'));
        write("a", FileHistory.PAGE, page('z'));
        change(Kind.SYNC, "a");
        change(Kind.SYNC, "");
        change(Kind.TRUNCATE, "a", FileHistory.PAGE, NONE);
        assertThat(left(losses(false, false, Lie.NONE))).containsExactly("a=x", "a=xz");
        change(Kind.TRUNCATE, "a", 2L * FileHistory.PAGE, NONE);
        assertThat(left(losses(false, false, Lie.NONE))).containsExactly("a=x", "a=x0", "a=xz");
    }

    /** After it the pages count as clean, so the next sync writes only those that are written again. */
    @Test
    void aFailedSyncDropsPagesForGood() throws IOException {
        change(Kind.CREATE, "a");
        change(Kind.SYNC, "");
        write("a", 0, page('x'));
        write("a", FileHistory.PAGE, page('y'));
        change(Kind.FAILED_SYNC, "a");
        change(Kind.SYNC, "a");
        assertThat(left(losses(false, false, Lie.NONE))).containsExactly("a=00", "a=0y", "a=x0", "a=xy");
        write("a", 0, page('x'));
        change(Kind.SYNC, "a");
        assertThat(left(losses(false, false, Lie.NONE))).containsExactly("a=x0", "a=xy");
    }

    @Test
    void aLieIsASyncWithoutEffect() throws IOException {
        for (char term : new char[] {'1', '2'}) {
            change(Kind.CREATE, "raft-meta.tmp");
            write("raft-meta.tmp", 0, page(term));
            change(Kind.SYNC, "raft-meta.tmp");
            rename("raft-meta.tmp", "raft-meta");
            change(Kind.SYNC, "");
        }
        change(Kind.CREATE, "snapshot.1_2");
        change(Kind.SYNC, "");
        write("snapshot.1_2", 0, page('s'));
        change(Kind.SYNC, "snapshot.1_2");
        assertThat(left(losses(false, false, Lie.NONE))).containsExactly("raft-meta=2 snapshot.1_2=s");
        assertThat(left(losses(false, true, Lie.NAME_OF_VOTE)))
                .containsExactly("raft-meta=1 raft-meta.tmp=2 snapshot.1_2=s", "raft-meta=2 snapshot.1_2=s");
        assertThat(left(losses(false, false, Lie.INSTALLED_SNAPSHOT))).contains("raft-meta=2 snapshot.1_2=");
    }

    @Test
    void aChangeThatTheJournalLacksIsFoundOut() throws IOException {
        Path root = Files.createDirectory(temporary.resolve("disk"));
        Files.write(root.resolve("a"), page('x'));
        DiskModel model = new DiskModel(root, DiskModel.read(root), losses(true, true, Lie.NONE), new Random(1));
        model.compare();
        Files.write(root.resolve("a"), page('y'));
        assertThatThrownBy(model::compare)
                .isInstanceOf(MissedChangeException.class)
                .hasMessageContaining("not what");
        Files.createFile(root.resolve("b"));
        assertThatThrownBy(model::compare)
                .isInstanceOf(MissedChangeException.class)
                .hasMessageContaining("holds");
    }
}
