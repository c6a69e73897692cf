package io.arbiter.server.limit;

import java.util.concurrent.atomic.AtomicBoolean;

/** Something counted, until it is given back. Giving back twice does nothing. */
public final class Slot implements AutoCloseable {
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Runnable giveBack;

    Slot(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            giveBack.run();
        }
    }
}
