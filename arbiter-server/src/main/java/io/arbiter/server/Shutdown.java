package io.arbiter.server;

import io.arbiter.server.exit.ExitCode;

/**
 * Turns SIGTERM and SIGINT into a clean shutdown with exit code 0. A signal that arrives before the node is up ends
 * the process at once: nothing that was acknowledged is lost by that.
 */
final class Shutdown {
    private ArbiterServer server;

    private Shutdown() {
    }

    static Shutdown onSignal() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "shutdown"));
        return shutdown;
    }

    synchronized void of(ArbiterServer started) {
        server = started;
    }

    /** A start that failed runs this hook too, by way of System.exit, and keeps its exit code. */
    private synchronized void run() {
        if (server != null) {
            server.close();
            Runtime.getRuntime().halt(ExitCode.OK.code());
        }
    }
}
