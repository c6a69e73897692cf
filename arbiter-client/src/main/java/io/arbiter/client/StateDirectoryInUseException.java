package io.arbiter.client;

import java.nio.file.Path;
import java.util.Map;

/** Another client, in this process or another, holds the lock of the state directory. */
public final class StateDirectoryInUseException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. @param cause may be null */
    public StateDirectoryInUseException(Path directory, Throwable cause) {
        super(
                "state directory " + directory
                        + " is locked by another client: expected one client per directory; "
                        + "end the other or give this one a directory of its own",
                LOCAL,
                Map.of("directory", directory.toString()),
                cause);
    }
}
