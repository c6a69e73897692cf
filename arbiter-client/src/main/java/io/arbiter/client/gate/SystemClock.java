package io.arbiter.client.gate;

/** The clocks of the machine that we run on. */
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
