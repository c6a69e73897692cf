package io.arbiter.core.machine;

import io.arbiter.core.command.Command.PutRecord;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.event.Event;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.Optional;

/** The fenced register under a resource. */
final class RecordTransitions {
    private final State state;

    RecordTransitions(State state) {
        this.state = state;
    }

    /**
     * A repeat is looked up before the token is judged: a write that was applied must not be told that it was fenced
     * only because its answer got lost (yb#33653).
     */
    Outcome put(Step step, PutRecord command) {
        LeaseRef ref = command.lease();
        StoredRecord last = state.resource(ref.resource()).map(r -> r.record).orElse(null);
        boolean sameToken = last != null && last.token() == ref.token();
        if (sameToken && last.sequence() == command.sequence()) {
            return new Outcome.RecordPut(last.version());
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
            return new Refusal.VersionMismatch(ref.resource(), command.expectedVersion().getAsLong(), version);
        }
        return write(step, command);
    }

    private Outcome write(Step step, PutRecord command) {
        LeaseRef ref = command.lease();
        state.counters = state.counters.nextRecordVersion();
        long version = state.counters.lastRecordVersion();
        Resource resource = state.resourceOrNew(ref.resource());
        state.changing(resource);
        resource.record = new StoredRecord(command.value(), version, ref.token(), command.sequence(), step.index);
        step.emit(new Event.RecordChanged(ref.resource(), ref.token(), version, command.value().isEmpty()));
        return new Outcome.RecordPut(version);
    }
}
