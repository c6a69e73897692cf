package io.arbiter.client.internal.lease;

import io.arbiter.client.gate.Gate;
import io.arbiter.v1.LeaseInfo;
import java.util.concurrent.CompletableFuture;

/** The session of a lease, as far as the lease needs it. Called in the loop, except id, gate and end. */
public interface LeaseOwner {

    /** The session. */
    long id();

    /** Its gate, which all its leases share. */
    Gate gate();

    /** The reason why it has ended, for people; empty while it has not. From any thread. */
    String endDetail();

    /** Completes with the next acknowledged renewal; fails if there is none in time, or the session ends. */
    CompletableFuture<Void> renewNow(long timeoutNanos);

    /** Gives the lease back, whose gate must be closed. Fails if the first try is not answered in time. */
    CompletableFuture<Void> release(LeaseInfo lease);

    /** The lease, whose gate must be closed, goes back with other steps; or by {@link #release} after all. */
    void expectRelease(LeaseInfo lease);

    /** Hands the lease on, whose gate must be closed, or releases it. @return the receiver's token */
    CompletableFuture<Long> transfer(LeaseInfo lease, long toSessionId);

    /** The lease is gone for good. */
    void forget(HeldLease lease);

    /** The arbiter reports that the session has ended. */
    void over(String detail);
}
