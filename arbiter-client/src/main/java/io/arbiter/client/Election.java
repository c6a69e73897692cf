package io.arbiter.client;

/**
 * A process that stands for election, again and again, until this is closed: it queues for a lease, and runs its task
 * while it holds it.
 *
 * <p><b>Not promised: that only one task runs.</b> A task that does not react to its interrupt, or whose process was
 * paused, goes on after its lease has passed to another; the gate reports that, and a guard at the storage keeps it
 * out.
 *
 * <p><b>Promised:</b> the task starts with its gate open. It is interrupted when the lease is at risk, a third of the
 * safe time before its gate closes by itself; when an operator asks for a handover, which waits for the task for at
 * most the request timeout; and by {@link #resign()} and {@link #close()}, which release the lease only after the
 * task has ended. So a task that ends within that third of its interrupt has ended before anybody else is elected,
 * unless a clock was set forward, the session was broken or taken over, or the client was closed.
 *
 * <p>After the task has ended the process stands again, behind those that wait: at once if it was interrupted,
 * otherwise after a third of the TTL, so that a task which ends at once does not keep the cluster busy. Thread-safe.
 */
public interface Election extends AutoCloseable {

    /** The resource whose lease elects the process. */
    String resource();

    /** Whether the task runs and may act now: its gate is open. */
    boolean isElected();

    /** Interrupts the task, if it runs; once it has ended the lease is released, and the process stands again. */
    void resign();

    /**
     * Leaves the queue, or interrupts the task, and waits until the task has ended and its lease is released; after
     * the request timeout, that goes on in the background. Does not wait if the task itself calls this.
     *
     * @throws IndeterminateException if the waiting thread is interrupted; the rest goes on in the background
     */
    @Override
    void close();
}
