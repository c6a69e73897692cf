package io.arbiter.server;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Quietens libraries that use java.util.logging: the log's own gRPC greets, and reports a peer whose name cannot be
 * resolved with a stack trace at each attempt. This server's own lines report what matters of that.
 */
final class JavaLogging {
    private static final String CHANNELS = "io.grpc.internal.ManagedChannelImpl";

    private JavaLogging() {}

    static void quiet() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        for (Handler handler : root.getHandlers()) {
            handler.setFilter(line -> !CHANNELS.equals(line.getLoggerName()));
        }
    }
}
