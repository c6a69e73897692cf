package io.arbiter.server.watch;

import io.arbiter.server.failure.CallFailure;
import io.arbiter.v1.WatchResponse;

/** Where a watcher's answers go. Calls come one at a time. */
public interface WatchSink {
    /** Whether {@link #send} would be taken without being buffered. */
    boolean isReady();

    void send(WatchResponse answer);

    /** The last call. */
    void end(CallFailure why);
}
