package io.arbiter.server.raft.tcp.wire;

/** Threads that do not keep the process alive. */
public final class Threads {
    private Threads() {}

    public static Thread start(String name, Runnable task) {
        Thread thread = daemon(name, task);
        thread.start();
        return thread;
    }

    /** Not started. */
    public static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
