package io.arbiter.client.internal.session;

import io.arbiter.client.gate.Gate;
import java.util.ArrayList;
import java.util.List;

/**
 * The gates of all sessions that a client has had, so that the caller that closes the client can close them in
 * its own thread, without the loop. Thread-safe.
 */
public final class Gates {
    private final List<Gate> open = new ArrayList<>();
    private boolean closed;

    /** A session is about to open; if the client is closed, its gate never opens. */
    synchronized void add(Gate gate) {
        open.add(gate);
        if (closed) {
            gate.close();
        }
    }

    /** The session has ended, and its gate is closed for good. */
    synchronized void remove(Gate gate) {
        open.remove(gate);
    }

    /** Closes all of them for good, and every later one. When this returns, no lease of the client is open. */
    public synchronized void closeAll() {
        closed = true;
        open.forEach(Gate::close);
    }
}
