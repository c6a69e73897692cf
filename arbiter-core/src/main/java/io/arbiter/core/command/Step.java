package io.arbiter.core.command;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One step of {@link Command.CommitSteps}. A token of 0 stands for the lease that an earlier step of the same command
 * acquires: its token is not known before.
 */
public sealed interface Step {
    String resource();

    <R> R accept(Visitor<R> visitor);

    /**
     * Takes a new grant, without queueing. Refused if its own session holds the resource: the steps that follow could
     * end a lease that another part of the same process relies on.
     */
    record Acquire(String resource) implements Step {
        public Acquire {
            CommandChecks.text("resource", resource, Command.MAX_RESOURCE_BYTES);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.acquire(this);
        }
    }

    /**
     * Writes the record, or deletes it if {@code value} is empty.
     *
     * @param sequence as in {@link Command.PutRecord}; 0 with a token of 0, because such writes are counted by the step
     */
    record Put(String resource, long token, long sequence, OptionalLong expectedVersion, Optional<RecordValue> value)
            implements Step {
        public Put {
            CommandChecks.text("resource", resource, Command.MAX_RESOURCE_BYTES);
            CommandChecks.range("token", token, 0, Long.MAX_VALUE);
            CommandChecks.range("sequence", sequence, token == 0 ? 0 : 1, token == 0 ? 0 : Long.MAX_VALUE);
            if (expectedVersion.isPresent()) {
                CommandChecks.range("expected_version", expectedVersion.getAsLong(), 0, Long.MAX_VALUE);
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.put(this);
        }
    }

    record Release(String resource, long token) implements Step {
        public Release {
            CommandChecks.text("resource", resource, Command.MAX_RESOURCE_BYTES);
            CommandChecks.range("token", token, 0, Long.MAX_VALUE);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.release(this);
        }
    }

    /** One method per kind of step. */
    interface Visitor<R> {
        R acquire(Acquire step);

        R put(Put step);

        R release(Release step);
    }
}
