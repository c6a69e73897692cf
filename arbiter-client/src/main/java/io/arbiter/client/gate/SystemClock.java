package io.arbiter.client.gate;

/** The clocks of this machine. */
enum SystemClock implements ClientClock {
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long wallMillis() {
        return System.currentTimeMillis();
    }
}
