package io.arbiter.server.raft.tcp;

/** Threads that do not keep the process. */
final class Threads {
    private Threads() {
    }

    static Thread start(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
