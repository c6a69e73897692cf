package io.arbiter.chaos.power.disk;

import io.arbiter.testsupport.files.FileTree;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's disk from one power cut to the next: a directory that {@code disk.c} watches. */
public final class Disk {
    private static final Logger LOG = LoggerFactory.getLogger(Disk.class);
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final int STOPPED = 1;

    private final Path root;
    private final int number;
    private final Lie lie;
    private final Directory before;

    static {
        System.load(System.getProperty("chaos.power.library"));
    }

    private Disk(Path root, int number, Lie lie) throws IOException {
        this.root = root;
        this.number = number;
        this.lie = lie;
        this.before = DiskModel.read(directory());
        create(number);
    }

    /** With nothing but an empty directory of that name, for the node. */
    public static Disk empty(Path root, String node, Lie lie) throws IOException {
        int number = NUMBERS.incrementAndGet();
        Files.createDirectories(root.resolve("disk-" + number).resolve(node));
        return new Disk(root, number, lie);
    }

    public Path directory() {
        return root.resolve("disk-" + number);
    }

    /** No change ends after the k-th one from now on that belongs to one of these steps. */
    public void stopAfter(int steps, int count) {
        stop(number, steps, count);
    }

    public void stopNow() {
        stop(number, 0, 0);
    }

    public boolean isStopped() {
        return power(number) == STOPPED;
    }

    /** The k-th sync from now on that belongs to one of these steps fails. */
    public void failSyncAfter(int steps, int count) {
        failSync(number, steps, count);
    }

    /** Waiting calls fail, and all later ones. */
    public void kill() {
        kill(number);
    }

    /** The content of the disk as the power comes back. After {@link #kill}. */
    public PowerCut cut(Random random) throws IOException {
        List<Change> changes = changes();
        DiskModel model = new DiskModel(directory(), before, Losses.draw(random, lie), random);
        changes.forEach(model::apply);
        model.compare();
        String at = PowerCut.step(changes, model);
        int next = NUMBERS.incrementAndGet();
        model.writeImage(root.resolve("disk-" + next));
        return new PowerCut(new Disk(root, next, lie), at);
    }

    /** For runs without anything to look into. */
    public void delete() throws IOException {
        forget(number);
        Files.delete(journal());
        try {
            FileTree.delete(directory());
        } catch (NoSuchFileException | DirectoryNotEmptyException stillClosing) {
            LOG.info("{} is left behind, for its node is still closing", this, stillClosing);
        }
    }

    private Path journal() {
        return root.resolve("disk-" + number + ".journal");
    }

    public List<Change> changes() throws IOException {
        return Change.read(journal());
    }

    @Override
    public String toString() {
        return "disk-" + number;
    }

    private static native void create(int number);

    private static native void stop(int number, int steps, int after);

    private static native void failSync(int number, int steps, int after);

    private static native int power(int number);

    private static native void kill(int number);

    private static native void forget(int number);
}
