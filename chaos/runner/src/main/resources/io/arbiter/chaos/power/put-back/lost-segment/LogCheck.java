package io.arbiter.server.storage;

import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Put back: nothing is compared with what the node has told others. A torn tail is mended. */
public final class LogCheck {
    private LogCheck() {
    }

    public static boolean hasLog(Path group) {
        return Files.isDirectory(group.resolve("current"));
    }

    public static void check(Path group, LowerBound bound, Force force) throws StartException {
        try {
            LogTail.read(group.resolve("current"), Bound.NONE, Long.MAX_VALUE - 1).mend(-1, force);
        } catch (IOException e) {
            throw DataDirectory.unusable(group, e);
        }
    }
}
