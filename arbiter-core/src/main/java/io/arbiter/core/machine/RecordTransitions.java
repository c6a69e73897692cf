package io.arbiter.core.machine;

import io.arbiter.core.command.Command.PutRecord;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.event.Event;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.Optional;
import java.util.OptionalLong;

/** The fenced register under a resource. */
final class RecordTransitions {
    private final State state;

    RecordTransitions(State state) {
        this.state = state;
    }

    /**
     * A repeat is looked up before the token is judged: a write that was applied must not be reported as fenced only
     * because its answer got lost (yb#33653).
     */
    Outcome put(ApplyContext step, PutRecord command) {
        LeaseRef ref = command.lease();
        StoredRecord last =
                state.resource(ref.resource()).map(Resource::recordOrNull).orElse(null);
        boolean sameToken = last != null && last.token() == ref.token();
        if (sameToken && last.sequence() == command.sequence() && isOf(ref)) {
            return last.value().equals(command.value())
                    ? new Outcome.RecordPut(last.version())
                    : new Refusal.RepeatDiffers("value", "that of version " + last.version());
        }
        Optional<Outcome> stale = state.stale(ref);
        if (stale.isPresent()) {
            return stale.get();
        }
        if (sameToken && last.sequence() > command.sequence()) {
            return new Refusal.Superseded(ref.resource(), command.sequence(), last.sequence());
        }
        long version = last == null || last.value().isEmpty() ? 0 : last.version();
        if (command.expectedVersion().isPresent() && command.expectedVersion().getAsLong() != version) {
            return new Refusal.VersionMismatch(
                    ref.resource(), command.expectedVersion().getAsLong(), version);
        }
        return write(step, command);
    }

    /** Whether the token is this session's: another session's write is no repeat. */
    private boolean isOf(LeaseRef ref) {
        OptionalLong holder = state.holderUnder(ref.resource(), ref.token());
        return holder.isEmpty() || holder.getAsLong() == ref.session();
    }

    private Outcome write(ApplyContext step, PutRecord command) {
        LeaseRef ref = command.lease();
        state.counters = state.counters.nextRecordVersion();
        long version = state.counters.lastRecordVersion();
        Resource resource = state.resourceOrNew(ref.resource());
        resource.setRecord(new StoredRecord(command.value(), version, ref.token(), command.sequence(), step.index));
        step.emit(new Event.RecordChanged(
                ref.resource(), ref.token(), version, command.value().isEmpty()));
        return new Outcome.RecordPut(version);
    }
}
