package io.arbiter.server.raft.tcp.wire;

/** Threads that do not keep the process alive. */
public final class Threads {
    private Threads() {}

    public static Thread start(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
