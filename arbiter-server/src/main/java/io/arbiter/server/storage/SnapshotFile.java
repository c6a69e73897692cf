package io.arbiter.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A snapshot that the library has published in the directory of a log's group, with its MD5 in a file beside it.
 *
 * @param index of the last entry that it covers
 */
public record SnapshotFile(Path path, long index) {
    private static final Pattern NAME = Pattern.compile("snapshot\\.\\d+_(\\d+)");
    private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{32}) [ *].+");

    /**
     * Empty if the file is none.
     *
     * @throws NumberFormatException if it is named for an entry that no log reaches
     */
    static Optional<SnapshotFile> of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Optional.of(new SnapshotFile(file, Long.parseLong(name.group(1)))) : Optional.empty();
    }

    /** The directory of a group's snapshots. */
    static Path directory(Path group) {
        return group.resolve("sm");
    }

    /**
     * The one of a group that covers most; empty if there is none.
     *
     * @throws NumberFormatException as {@link #of}
     */
    public static Optional<SnapshotFile> newest(Path group) throws IOException {
        if (!Files.isDirectory(directory(group))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory(group))) {
            return files.map(SnapshotFile::of)
                    .flatMap(Optional::stream)
                    .max(Comparator.comparingLong(SnapshotFile::index));
        }
    }

    private Path digestFile() {
        return path.resolveSibling(path.getFileName() + ".md5");
    }

    boolean hasDigest() {
        return Files.exists(digestFile());
    }

    /** Why it is not known to be whole; empty if it is. Reads all of it. */
    Optional<String> defect() throws IOException {
        if (!hasDigest()) {
            return Optional.of("no MD5 file beside it");
        }
        Matcher stored = DIGEST.matcher(Files.readString(digestFile()).strip());
        if (!stored.matches()) {
            return Optional.of("its MD5 file is damaged");
        }
        String actual = md5();
        return actual.equals(stored.group(1))
                ? Optional.empty()
                : Optional.of("its MD5 is " + actual + ", expected " + stored.group(1));
    }

    private String md5() throws IOException {
        try (InputStream file = Files.newInputStream(path);
                DigestInputStream in = new DigestInputStream(file, MessageDigest.getInstance("MD5"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has MD5", impossible);
        }
    }
}
