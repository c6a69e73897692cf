package io.arbiter.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log and snapshots hold the key that signs grants: a data directory is for its owner alone. */
final class OwnerOnly {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Closes a directory that this process has just made. One that a person made is left as it is, with a warning. */
    static void close(Path directory, boolean made) throws IOException {
        if (!Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            return;
        }
        if (made) {
            Files.setPosixFilePermissions(directory, OWNER);
        } else if (isOpen(directory)) {
            LOG.warn(
                    "data-dir {} can be read or entered by others than its owner ({}), and holds the key that signs grants,"
                            + " if there is one; chmod 700 it",
                    directory,
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        }
    }

    static boolean isOpen(Path directory) throws IOException {
        var others = EnumSet.noneOf(PosixFilePermission.class);
        others.addAll(Files.getPosixFilePermissions(directory));
        others.removeAll(OWNER);
        return !others.isEmpty();
    }
}
