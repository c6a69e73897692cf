package io.arbiter.fence.signed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Keys in a file that is read again once it has changed; looked at for each raise of a mark, which is once a grant.
 * While the file is missing or damaged no mark is raised: exchange it whole, by renaming another one over it.
 * Thread-safe.
 */
public final class TrustedKeysFile implements Supplier<TrustedKeys> {
    private final Path file;
    private volatile Seen seen;

    private record Seen(FileTime modified, long size, Object fileKey, TrustedKeys keys) {
        boolean isOf(BasicFileAttributes now) {
            return modified.equals(now.lastModifiedTime())
                    && size == now.size()
                    && Objects.equals(fileKey, now.fileKey());
        }
    }

    private TrustedKeysFile(Path file) {
        this.file = file;
    }

    /** Reads the file at once. Throws as {@link TrustedKeys#read} does. */
    public static TrustedKeysFile open(Path file) {
        var keys = new TrustedKeysFile(file);
        keys.get();
        return keys;
    }

    @Override
    public TrustedKeys get() {
        try {
            // The attributes first: a change between the two is seen the next time.
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Seen last = seen;
            if (last == null || !last.isOf(now)) {
                last = new Seen(now.lastModifiedTime(), now.size(), now.fileKey(), TrustedKeys.read(file));
                seen = last;
            }
            return last.keys();
        } catch (IOException gone) {
            throw new UncheckedIOException(
                    "the keys in " + file + " cannot be read; expected what arbiter keys export wrote", gone);
        }
    }
}
