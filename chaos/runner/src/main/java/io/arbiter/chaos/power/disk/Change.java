package io.arbiter.chaos.power.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One change of a disk, as in the journal of {@code disk.c}.
 *
 * @param at offset in the file, or its length now
 * @param bytes the written ones; of a renaming the new path
 */
public record Change(Kind kind, Step step, String path, long at, byte[] bytes) {
    private static final int HEAD_BYTES = 4 * Integer.BYTES + Long.BYTES;

    /** In the order of {@code enum kind}. */
    enum Kind {
        CREATE,
        WRITE,
        TRUNCATE,
        MAKE_DIRECTORY,
        RENAME,
        REMOVE,
        SYNC,
        FAILED_SYNC
    }

    static List<Change> read(Path journal) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(journal)).order(ByteOrder.nativeOrder());
        List<Change> changes = new ArrayList<>();
        while (in.remaining() >= HEAD_BYTES) {
            Kind kind = Kind.values()[in.getInt()];
            Step step = Step.of(in.getInt());
            byte[] path = new byte[in.getInt()];
            byte[] bytes = new byte[in.getInt()];
            long at = in.getLong();
            in.get(path).get(bytes);
            changes.add(new Change(kind, step, new String(path, StandardCharsets.UTF_8), at, bytes));
        }
        return changes;
    }

    /** Of a renaming. */
    String newPath() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        String what = kind.toString().toLowerCase().replace('_', ' ') + " " + end(path);
        return switch (kind) {
            case WRITE -> what + " " + bytes.length + " bytes at " + at;
            case TRUNCATE -> what + " to " + at;
            case RENAME -> what + " to " + end(newPath());
            default -> what;
        };
    }

    /** The last two names of it. */
    private static String end(String path) {
        Path whole = Path.of(path);
        int names = whole.getNameCount();
        return whole.subpath(Math.max(0, names - 2), names).toString();
    }
}
