package io.arbiter.server.storage;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.NodeIdentity.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A {@link NodeIdentity} on disk: {@code key=value} lines, the last one a checksum over those before. Replaced
 * atomically and durably.
 */
public final class IdentityFile {
    private static final String CHECKSUM = "crc32c=";
    /** The second names what an admitted directory replaced, the third the backup that the cluster began from. */
    private static final Set<String> FORMATS = Set.of("1", "2", "3");

    private final Path path;

    IdentityFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** Empty if there is no such file. */
    public Optional<NodeIdentity> read() throws StartException {
        try {
            return Optional.of(parse(Files.readString(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw damaged("it is not UTF-8", e);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw damaged(e.getMessage(), e);
        } catch (IOException e) {
            throw DataDirectory.unusable(path, e);
        }
    }

    private StartException damaged(String what, Exception why) {
        return new StartException(
                ExitCode.DATA_DAMAGED,
                path + " is damaged (" + what + "), so it is "
                        + "unknown whether this node may vote; leave it down and restore the file",
                why);
    }

    void write(NodeIdentity identity) throws StartException {
        Path partial = path.resolveSibling(path.getFileName() + ".partial");
        try {
            try (FileChannel channel = FileChannel.open(
                    partial,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                writeFully(channel, ByteBuffer.wrap(text(identity).getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Force.disk().force(path.getParent());
        } catch (IOException e) {
            throw DataDirectory.unusable(path, e);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    static String text(NodeIdentity identity) {
        String body = body(identity);
        return body + CHECKSUM + checksum(body) + "\n";
    }

    static String body(NodeIdentity identity) {
        StringBuilder text = new StringBuilder("format=" + format(identity) + "\n")
                .append("cluster=")
                .append(identity.cluster())
                .append('\n')
                .append("node=")
                .append(identity.node())
                .append('\n')
                .append("id=")
                .append(identity.id())
                .append('\n')
                .append("phase=")
                .append(identity.phase())
                .append('\n');
        identity.replaced().ifPresent(id -> text.append("replaced=").append(id).append('\n'));
        if (!identity.restore().isNone()) {
            text.append("restore=").append(identity.restore()).append('\n');
        }
        identity.members()
                .forEach((node, id) -> text.append("member.")
                        .append(node)
                        .append('=')
                        .append(id)
                        .append('\n'));
        return text.toString();
    }

    private static int format(NodeIdentity identity) {
        if (!identity.restore().isNone()) {
            return 3;
        }
        return identity.isAdmitted() ? 2 : 1;
    }

    static NodeIdentity parse(String text) {
        int end = text.lastIndexOf(CHECKSUM);
        if (end < 0 || !text.substring(end).equals(CHECKSUM + checksum(text.substring(0, end)) + "\n")) {
            throw new IllegalArgumentException("its checksum does not match");
        }
        TreeMap<String, String> values = new TreeMap<>();
        for (String line : text.substring(0, end).split("\n")) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("it has a line without '='");
            }
            values.put(line.substring(0, equals), line.substring(equals + 1));
        }
        if (!FORMATS.contains(values.get("format"))) {
            throw new IllegalArgumentException("format " + values.get("format") + " is not known to this version");
        }
        TreeMap<String, String> members = new TreeMap<>();
        values.tailMap("member.").forEach((key, id) -> {
            if (key.startsWith("member.")) {
                members.put(key.substring("member.".length()), id);
            }
        });
        return new NodeIdentity(
                values.get("cluster"),
                values.get("node"),
                values.get("id"),
                Phase.valueOf(values.get("phase")),
                members,
                Optional.ofNullable(values.get("replaced")),
                Optional.ofNullable(values.get("restore"))
                        .map(RestorePlan::parse)
                        .orElse(RestorePlan.NONE));
    }

    private static String checksum(String text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue());
    }
}
