package io.arbiter.client;

/** Runs while its process is elected, see {@link ArbiterClient#elect}. */
@FunctionalInterface
public interface ElectedTask {

    /**
     * Runs for as long as the caller wants to be elected; returning resigns. It is interrupted when it has to stop, and
     * must then return, or throw, soon.
     *
     * @param lease held and open when the task starts; ask {@link Lease#isOpen()} before each act, and send its token
     * with every write. The election releases it when the task has ended
     * @throws Exception resigns as well, and is logged, except an {@link InterruptedException} after its interrupt
     */
    void run(Lease lease) throws Exception;
}
