package io.arbiter.chaos.power.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A disk's changes, and the part of them that a power cut may leave. As programs see it the model must equal the real
 * directory, otherwise a change was missed. Durable are: the initial content; a file's bytes and length as of its last
 * sync; names as {@link Losses} say. Of the rest each page and each name is there or not by itself. An entry of a
 * directory changes in order: a later change of one name is not there without the earlier ones.
 */
final class DiskModel {
    private final Path root;
    private final Losses losses;
    private final Random random;
    private final Directory top;
    private final List<NameChange> changes = new ArrayList<>();
    private int lastLoss;
    private int order;

    DiskModel(Path root, Directory top, Losses losses, Random random) {
        this.root = root;
        this.top = top;
        this.losses = losses;
        this.random = random;
    }

    /** The whole of a real directory, durable. */
    static Directory read(Path directory) throws IOException {
        Directory read = new Directory();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                read.add(
                        entry.getFileName().toString(),
                        Files.isDirectory(entry) ? read(entry) : new FileHistory(Files.readAllBytes(entry)));
            }
        }
        return read;
    }

    void apply(Change change) {
        order++;
        String path = change.path();
        switch (change.kind()) {
            case CREATE -> change(part(path, new FileHistory(new byte[0])));
            case MAKE_DIRECTORY -> change(part(path, new Directory()));
            case REMOVE -> change(part(path, null));
            case RENAME -> change(part(path, null), part(change.newPath(), find(path)));
            case WRITE -> file(path).write(order, Math.toIntExact(change.at()), change.bytes());
            case TRUNCATE -> truncate(file(path), Math.toIntExact(change.at()));
            case SYNC -> sync(path, find(path));
            case FAILED_SYNC -> failedSync(find(path));
        }
    }

    private void truncate(FileHistory file, int length) {
        if (file.truncate(order, length)) {
            lastLoss = order;
        }
    }

    /** The number of the last change that shortened a file by more than zeros; 0 if there is none. */
    int lastLoss() {
        return lastLoss;
    }

    private void change(NameChange.Part... parts) {
        changes.add(new NameChange(List.of(parts)));
        for (NameChange.Part part : parts) {
            part.apply(part.directory().names());
        }
    }

    private void sync(String path, Entry entry) {
        if (entry instanceof FileHistory file && !losses.lie().isAboutFile(path)) {
            file.sync();
        }
        for (NameChange change : changes) {
            if (losses.lie().isAboutName(change)) {
                continue;
            }
            if (losses.namesInOrder() || (losses.syncTakesName() && change.names(entry))) {
                change.makeDurable();
            } else if (entry instanceof Directory directory) {
                change.synced(directory);
            }
        }
    }

    private void failedSync(Entry entry) {
        if (entry instanceof FileHistory file) {
            file.failedSync(random);
        }
    }

    // ---- names

    private NameChange.Part part(String path, Entry entry) {
        Path relative = root.relativize(Path.of(path));
        Path parent = relative.getParent();
        return new NameChange.Part(
                (Directory) find(
                        parent == null ? root.toString() : root.resolve(parent).toString()),
                relative.getFileName().toString(),
                entry);
    }

    FileHistory file(String path) {
        return (FileHistory) find(path);
    }

    private Entry find(String path) {
        Entry found = top;
        for (Path name : root.relativize(Path.of(path))) {
            if (!name.toString().isEmpty()) {
                found = ((Directory) found).names().get(name.toString());
            }
            if (found == null) {
                throw new IllegalStateException("the journal has no " + path);
            }
        }
        return found;
    }

    // ---- the cut

    /** Writes the image that the cut leaves into a new directory. */
    void writeImage(Path target) throws IOException {
        Map<Directory, SortedMap<String, Entry>> left = new IdentityHashMap<>();
        for (NameChange change : kept()) {
            for (NameChange.Part part : change.parts()) {
                part.apply(left.computeIfAbsent(part.directory(), each -> new TreeMap<>(each.durable())));
            }
        }
        write(top, left, target);
    }

    private void write(Directory directory, Map<Directory, SortedMap<String, Entry>> left, Path target)
            throws IOException {
        Files.createDirectory(target);
        for (Map.Entry<String, Entry> each :
                left.getOrDefault(directory, directory.durable()).entrySet()) {
            Path path = target.resolve(each.getKey());
            if (each.getValue() instanceof Directory below) {
                write(below, left, path);
            } else if (each.getValue() instanceof FileHistory file) {
                Files.write(path, file.afterCut(losses, random));
            }
        }
    }

    private List<NameChange> kept() {
        List<NameChange> durable = new ArrayList<>();
        for (int i = changes.size() - 1; i >= 0; i--) {
            NameChange change = changes.get(i);
            if (change.isDurable()
                    || durable.stream().anyMatch(change::meets)
                    || (losses.namesInOrder() && !durable.isEmpty())) {
                change.makeDurable();
                durable.add(change);
            }
        }
        List<NameChange> kept = new ArrayList<>();
        List<NameChange> lost = new ArrayList<>();
        for (NameChange change : changes) {
            boolean possible =
                    losses.namesInOrder() ? lost.isEmpty() : lost.stream().noneMatch(change::meets);
            boolean stays = change.isDurable() || (possible && random.nextDouble() < losses.keepNames());
            (stays ? kept : lost).add(change);
        }
        return kept;
    }

    // ---- the check of the model

    /** @throws MissedChangeException if the real directory differs from the model */
    void compare() throws IOException {
        compare(top, root);
    }

    private static void compare(Directory directory, Path real) throws IOException {
        try (Stream<Path> entries = Files.list(real)) {
            List<String> names = entries.map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
            if (!names.equals(List.copyOf(directory.names().keySet()))) {
                throw new MissedChangeException(real + " holds " + names + ", the model "
                        + directory.names().keySet());
            }
        }
        for (Map.Entry<String, Entry> each : directory.names().entrySet()) {
            Path path = real.resolve(each.getKey());
            if (each.getValue() instanceof Directory below) {
                compare(below, path);
            } else if (each.getValue() instanceof FileHistory file
                    && !Arrays.equals(file.content(), Files.readAllBytes(path))) {
                throw new MissedChangeException(path + " is not what the model says");
            }
        }
    }
}
