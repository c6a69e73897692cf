package io.arbiter.server.watch;

import io.arbiter.server.failure.CallException;
import io.arbiter.v1.WatchResponse;

/** The receiver of a watcher's answers. Calls come one at a time. */
public interface WatchSink {
    /** Whether {@link #send} would be taken without being buffered. */
    boolean isReady();

    void send(WatchResponse answer);

    /** The last call. */
    void end(CallException why);
}
