package io.arbiter.core.command;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What is replicated: a decision that every replica applies alike. Commands carry no clock reading that decides
 * anything; those that a clock made the leader propose ({@link ExpireSession}, {@link EndLockDelay}) name what the
 * leader saw, and do nothing if that has changed since (etcd#15247).
 *
 * <p>Every constructor checks the shape, so that whatever exists may enter the log.
 */
public sealed interface Command {
    int MAX_RESOURCE_BYTES = 512;
    int MAX_FIRST_ACQUIRES = 1_000;

    <R> R accept(Visitor<R> visitor);

    // ---- sessions

    /** Opens a session, inherits from the client's sessions of lower generations, and acquires. */
    record OpenSession(SessionSpec spec, List<FirstAcquire> acquires) implements Command {
        public OpenSession {
            acquires = List.copyOf(acquires);
            Shape.range("acquires", acquires.size(), 0, MAX_FIRST_ACQUIRES);
            var seen = new TreeSet<String>();
            for (FirstAcquire acquire : acquires) {
                if (!seen.add(acquire.resource())) {
                    throw new InvalidCommandException("acquires", "naming " + acquire.resource() + " twice",
                            "each resource once");
                }
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.openSession(this);
        }
    }

    /** A resource to acquire in the commit that opens the session, queueing for it if {@code queue}. */
    record FirstAcquire(String resource, boolean queue) {
        public FirstAcquire {
            Shape.text("resource", resource, MAX_RESOURCE_BYTES);
        }
    }

    /** Proves that the session is alive; the answer lists what it holds unless {@code knownHoldings} is current. */
    record RenewSession(long session, long knownHoldings) implements Command {
        public RenewSession {
            Shape.positive("session_id", session);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.renewSession(this);
        }
    }

    record CloseSession(long session) implements Command {
        public CloseSession {
            Shape.positive("session_id", session);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.closeSession(this);
        }
    }

    /** Ends a session that has been silent since its renewal number {@code renewalsSeen}, if it still is. */
    record ExpireSession(long session, long renewalsSeen) implements Command {
        public ExpireSession {
            Shape.positive("session_id", session);
            Shape.range("renewals_seen", renewalsSeen, 0, Long.MAX_VALUE);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.expireSession(this);
        }
    }

    /** An operator ends a session; its leases end as broken. */
    record BreakSession(long session, Intervention by) implements Command {
        public BreakSession {
            Shape.positive("session_id", session);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.breakSession(this);
        }
    }

    // ---- leases

    /** Acquires, or queues if {@code queue}; {@code attempt} names the caller that waits. */
    record Acquire(String resource, long session, boolean queue, long attempt) implements Command {
        public Acquire {
            Shape.text("resource", resource, MAX_RESOURCE_BYTES);
            Shape.positive("session_id", session);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.acquire(this);
        }
    }

    /** Leaves the queue, if {@code attempt} is the one that waits, or 0. Never ends a lease. */
    record CancelWait(String resource, long session, long attempt) implements Command {
        public CancelWait {
            Shape.text("resource", resource, MAX_RESOURCE_BYTES);
            Shape.positive("session_id", session);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cancelWait(this);
        }
    }

    record Release(LeaseRef lease) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.release(this);
        }
    }

    /** The holder hands over to a session that waits. */
    record Transfer(LeaseRef lease, long toSession) implements Command {
        public Transfer {
            Shape.positive("to_session_id", toSession);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.transfer(this);
        }
    }

    /** An operator asks the holder to transfer; the holder learns it from its next renewal. */
    record RequestHandover(String resource, long expectedToken, long toSession, String actor) implements Command {
        public RequestHandover {
            Shape.text("resource", resource, MAX_RESOURCE_BYTES);
            Shape.positive("expected_token", expectedToken);
            Shape.positive("to_session_id", toSession);
            Shape.text("actor", actor, 256);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.requestHandover(this);
        }
    }

    /** An operator ends a lease whose gate may still be open: the one exception to S3. */
    record BreakLease(String resource, long expectedToken, Intervention by) implements Command {
        public BreakLease {
            Shape.text("resource", resource, MAX_RESOURCE_BYTES);
            Shape.positive("expected_token", expectedToken);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.breakLease(this);
        }
    }

    /** Ends the rest that followed the expiry of the lease with {@code token}. */
    record EndLockDelay(String resource, long token) implements Command {
        public EndLockDelay {
            Shape.text("resource", resource, MAX_RESOURCE_BYTES);
            Shape.positive("token", token);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.endLockDelay(this);
        }
    }

    // ---- records

    /** Writes the record, or deletes it if {@code value} is empty, under a current token. */
    record PutRecord(LeaseRef lease, long sequence, OptionalLong expectedVersion, Optional<RecordValue> value)
            implements Command {
        public PutRecord {
            Shape.positive("sequence", sequence);
            if (expectedVersion.isPresent()) {
                Shape.range("expected_version", expectedVersion.getAsLong(), 0, Long.MAX_VALUE);
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.putRecord(this);
        }
    }

    /** One method per command: Java 17 has no exhaustive switch over a sealed type. */
    interface Visitor<R> {
        R openSession(OpenSession command);

        R renewSession(RenewSession command);

        R closeSession(CloseSession command);

        R expireSession(ExpireSession command);

        R breakSession(BreakSession command);

        R acquire(Acquire command);

        R cancelWait(CancelWait command);

        R release(Release command);

        R transfer(Transfer command);

        R requestHandover(RequestHandover command);

        R breakLease(BreakLease command);

        R endLockDelay(EndLockDelay command);

        R putRecord(PutRecord command);
    }
}
