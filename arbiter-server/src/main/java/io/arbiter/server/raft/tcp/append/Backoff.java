package io.arbiter.server.raft.tcp.append;

/** Pauses between attempts to reach a node: longer each time, and short again once it has answered. */
final class Backoff {
    private static final long FIRST_MILLIS = 20;
    private static final long MAX_MILLIS = 500;

    private volatile long millis = FIRST_MILLIS;

    void pause() throws InterruptedException {
        Thread.sleep(millis);
        millis = Math.min(2 * millis, MAX_MILLIS);
    }

    void reset() {
        millis = FIRST_MILLIS;
    }
}
