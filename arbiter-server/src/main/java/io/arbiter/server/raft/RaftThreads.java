package io.arbiter.server.raft;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The library's threads. One that dies of an error leaves a log that only looks alive. */
final class RaftThreads extends ThreadGroup {
    private static final Logger LOG = LoggerFactory.getLogger(RaftThreads.class);

    private final FatalExit fatalExit;

    RaftThreads(FatalExit fatalExit) {
        super("raft");
        this.fatalExit = fatalExit;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (failure instanceof Error) {
            fatalExit.exit(ExitCode.CONSENSUS_STOPPED, "thread " + thread.getName() + " died", failure);
        } else {
            LOG.warn("thread {} died", thread.getName(), failure);
        }
    }
}
