package io.arbiter.testsupport.process;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep a process alive. */
public final class Daemon {
    private Daemon() {}

    /** Starts one. */
    public static Thread start(String name, Runnable work) {
        Thread thread = named(name).newThread(work);
        thread.start();
        return thread;
    }

    /** Makes them for an executor, all under that name. */
    public static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
