package io.arbiter.client;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A process's access to the arbiter: one session, kept alive in the background however many leases it holds.
 *
 * <p><b>Not promised: a lease alone is not mutual exclusion.</b> It says that this process may act; it cannot
 * stop a process that was paused, or whose clock runs wild, from acting late. Check the fencing token where the
 * data is ({@code io.arbiter.fence}, in {@code arbiter-fence}). There is no mode in which the library assumes
 * that a lease is still held: a process that cannot reach a majority of the arbiter's nodes loses the right to
 * act when the safe time is over.
 *
 * <pre>{@code
 * try (ArbiterClient client = ArbiterClient.builder()
 *         .endpoints("us-east.example:7401", "us-west.example:7401", "eu-central.example:7401")
 *         .region("us-east").stateDirectory(Path.of("/var/lib/orders/arbiter")).build();
 *      Lease lease = client.acquire("orders", Duration.ofMinutes(10))) {
 *     while (lease.isOpen()) {
 *         writeOneBatch(lease.token());
 *     }
 * }
 * }</pre>
 *
 * <p>The session is opened with the first acquire, in the same commit. It is renewed every TTL/3, over another
 * node if one does not answer; each renewal is preceded by the holder's health check, if one is given. A session
 * that ended takes its leases with it: every listener is notified, and the next acquire opens another session.
 * Reads and operator's calls need no session.
 *
 * <p>Retries happen inside the caller's deadline and are safe, because every request has the effect of being
 * made once. When the deadline passes while the outcome of a call is unknown, {@link IndeterminateException}
 * says so.
 *
 * <p>Thread-safe. Listeners and the stages of returned futures run on the callback executor (one thread of
 * the library unless another is given); blocking there delays other listeners, but no renewal. Blocking
 * methods answer an interrupt by {@link IndeterminateException} with the thread's interrupt flag set.
 */
public interface ArbiterClient extends AutoCloseable {

    /** Starts to configure a client. */
    static ArbiterClientBuilder builder() {
        return new ArbiterClientBuilder();
    }

    /**
     * Acquires a lease, waiting in the queue for at most that long.
     *
     * <p>A resource that this client already holds is refused: share the {@link Lease} object, so that a
     * release by one part of a program never closes the gate of another. If silence has closed that lease,
     * this call waits until the lease has opened again and returns the same object, or acquires it again if
     * the session has ended.
     *
     * @param resource 1 to 512 bytes of UTF-8 without control characters
     * @param wait how long to queue; zero does not queue, and asks for at most the request timeout; at most
     * one hour
     * @throws LeaseHeldException if another session holds it and wait is zero, or if this client holds it
     * already
     * @throws AcquireTimeoutException if it was not granted in time; the client has left the queue
     * @throws UnavailableException if no node could be asked in time
     * @throws UnauthenticatedException if no node accepts this client, or the other way round; the same for every call
     */
    Lease acquire(String resource, Duration wait);

    /**
     * Acquires a lease unless another session holds it, without queueing: as {@link #acquire(String, Duration)} with a
     * wait of zero, except for the answer. Bounded by the request timeout.
     *
     * @return empty if another session holds it
     * @throws LeaseHeldException if this client holds it already, or acquires it elsewhere at the same time
     */
    Optional<Lease> tryAcquire(String resource);

    /** As {@link #acquire(String, Duration)}. Cancelling the future leaves the queue. */
    CompletableFuture<Lease> acquireAsync(String resource, Duration wait);

    /**
     * Acquires several leases, all or none: if one cannot be acquired, the others are released, perhaps only after this
     * has thrown. While no session is open, the leases are requested in the same commit that opens it.
     *
     * @param resources without repetition, at most 1,000
     */
    List<Lease> acquireAll(Collection<String> resources, Duration wait);

    /**
     * Stands for election: queues for the resource's lease, and runs the task whenever, and only while, this process
     * holds it. Returns at once. Waits without a time limit: failures are logged, and retried.
     *
     * @param resource as for {@link #acquire(String, Duration)}; nothing else in this client may acquire it meanwhile
     * @param task runs on a thread of its own, once at a time
     */
    Election elect(String resource, ElectedTask task);

    /**
     * Carries out several steps in one commit, all or nothing: if one is refused, none is carried out. Nobody sees, or
     * gets, what lies between two of them. So a lease that is only needed for one write of its record costs one commit
     * instead of three, and never stands in anybody's way.
     *
     * <p>What the steps acquire and do not release comes as leases with the answer. Bounded by the request timeout;
     * nothing is queued for. At most 32 commits are in flight at a time, and later ones wait for those.
     *
     * @param steps 1 to 32, carried out in this order, with values of at most 262,144 bytes together
     * @throws LeaseHeldException if a lease to be acquired is held, by this client or another
     * @throws RecordConflictException if a record has not the version that a step expects
     * @throws LeaseLostException if a lease to be released is lost already
     * @throws IndeterminateException if the outcome is unknown; what may have been acquired is released
     */
    CommittedSteps commit(List<Step> steps);

    /** As {@link #commit}; completes on the callback executor. Cancelling the future releases what is acquired. */
    CompletableFuture<CommittedSteps> commitAsync(List<Step> steps);

    /** The session that is open now; empty before the first acquire and after a loss. */
    OptionalLong sessionId();

    /** Reads and operator's calls; they need no session. */
    ArbiterAdmin admin();

    /** As {@link #admin()}, with futures. */
    AsyncArbiterAdmin asyncAdmin();

    /**
     * Reports every event of the resources that start with the prefix, in order, without gaps and without repeats,
     * across reconnects.
     *
     * @param prefix empty for all; session events come only with an empty prefix
     * @param fromRevision the first revision to report, after a read its revision plus one; 0 for events from now on
     */
    Watch watch(String prefix, long fromRevision, WatchListener listener);

    /**
     * Closes the session and waits until the arbiter has confirmed it, so that this client certainly holds nothing and
     * waits nowhere: every gate is closed first, leases are released, and acquires under way fail. If no answer said
     * whether a session was opened, this call finds out. The next acquire opens another session. Does nothing if no
     * session is open or may be open.
     *
     * @param limit how long to try, 10 ms to 24 h
     * @throws IndeterminateException if no confirmation came in time: the gates are closed and nothing is renewed, so
     * the leases that the arbiter still lists lapse after the TTL
     * @throws ClusterMismatchException if another cluster answers, which knows nothing of the session
     */
    void closeSession(Duration limit);

    /**
     * Ends this client, but not its session: every gate is closed and nothing is renewed any more, but nothing is
     * released either, so the leases lapse by themselves after the TTL. For a lease that must outlive this process,
     * e.g. because its token was handed to another one. Contacts no node.
     */
    void detach();

    /**
     * Closes every gate at once, in the caller's thread; then releases all leases, closes the session and the
     * connections, and finally unlocks the state directory. Bounded by the request timeout. If it is
     * interrupted, the rest goes on in the background.
     */
    @Override
    void close();
}
