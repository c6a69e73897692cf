package io.arbiter.client;

/**
 * Stops the writer before its lease is handed over, see {@link Lease#drainBeforeHandover}.
 */
@FunctionalInterface
public interface DrainHook {

    /**
     * Returns when nothing is written under the lease any more and nothing will be; then the gate is closed and the
     * lease handed over. Until then the lease is as valid as before: work in progress can be finished, and the record
     * can be written. Runs on a thread of its own, which is interrupted when the limit has passed.
     *
     * @param lease the lease that an operator wants elsewhere
     * @throws Exception is logged; the gate is closed and the lease handed over all the same
     */
    void drain(Lease lease) throws Exception;
}
