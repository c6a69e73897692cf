package io.arbiter.client;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** One step of {@link ArbiterClient#commit}. Immutable. */
public sealed interface Step {

    /** The resource that the step is about. */
    String resource();

    /** Takes a new lease, without queueing. Refused if any session holds it, this client's own included. */
    static Step acquire(String resource) {
        return new Acquire(resource);
    }

    /**
     * Writes the record of a resource that an earlier step of the same commit acquires.
     *
     * @param value at most 65,536 bytes
     */
    static Step putRecord(String resource, byte[] value) {
        return new Put(resource, Optional.of(value.clone()), OptionalLong.empty());
    }

    /**
     * As {@link #putRecord(String, byte[])}, only if the record has that version.
     *
     * @param expectedVersion the version read before; 0 if there must be none
     */
    static Step putRecord(String resource, byte[] value, long expectedVersion) {
        return new Put(resource, Optional.of(value.clone()), OptionalLong.of(expectedVersion));
    }

    /** Deletes the record of a resource that an earlier step acquires. @param expectedVersion empty for any */
    static Step deleteRecord(String resource, OptionalLong expectedVersion) {
        return new Put(resource, Optional.empty(), expectedVersion);
    }

    /** Releases what an earlier step of the same commit acquires: its gate never opens. */
    static Step release(String resource) {
        return new Release(resource, Optional.empty());
    }

    /**
     * Releases a lease of this client: its gate is closed at once, before anything is sent. If the commit is refused,
     * the lease is released all the same, because a gate that was closed for good does not open again.
     */
    static Step release(Lease lease) {
        return new Release(lease.resource(), Optional.of(lease));
    }

    /** @param resource to acquire */
    record Acquire(String resource) implements Step {
        /** Refuses null. */
        public Acquire {
            Objects.requireNonNull(resource, "resource");
        }
    }

    /**
     * Use the factories, which copy the value.
     *
     * @param value empty deletes
     * @param expectedVersion empty for any
     */
    record Put(String resource, Optional<byte[]> value, OptionalLong expectedVersion) implements Step {
        /** Refuses null. */
        public Put {
            Objects.requireNonNull(resource, "resource");
        }
    }

    /** @param lease empty for what an earlier step acquires */
    record Release(String resource, Optional<Lease> lease) implements Step {
        /** Refuses null. */
        public Release {
            Objects.requireNonNull(resource, "resource");
        }
    }
}
