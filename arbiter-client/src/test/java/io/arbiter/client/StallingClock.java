package io.arbiter.client;

import io.arbiter.client.gate.ClientClock;
import java.util.concurrent.CountDownLatch;

/** This machine's clocks. The loop of a client, which reads them all the time, can be made to wait there. */
final class StallingClock implements ClientClock {
    private volatile CountDownLatch running = new CountDownLatch(0);

    /** From its next look at the clock on, the loop gets no processor. */
    void stall() {
        running = new CountDownLatch(1);
    }

    void goOn() {
        running.countDown();
    }

    @Override
    public long nanoTime() {
        if (Thread.currentThread().getName().equals("arbiter-client")) {
            boolean interrupted = false;
            while (running.getCount() > 0) {
                try {
                    running.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return System.nanoTime();
    }

    @Override
    public long wallMillis() {
        return System.currentTimeMillis();
    }
}
