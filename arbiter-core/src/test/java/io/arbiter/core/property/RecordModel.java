package io.arbiter.core.property;

import io.arbiter.core.command.Command;
import io.arbiter.core.machine.StoredRecord;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.Optional;

/** The rules of records, stated a second time. */
record RecordModel(Ledger ledger) {

    Outcome put(Command.PutRecord command) {
        String name = command.lease().resource();
        StoredRecord last = ledger.picture.records.get(name);
        long done = last != null && last.token() == command.lease().token() ? last.sequence() : 0;
        long session = command.lease().session();
        boolean foreign =
                ledger.picture.holdersRemembered().getOrDefault(command.lease().token(), session) != session;
        if (done == command.sequence() && !foreign) {
            return last.value().equals(command.value())
                    ? new Outcome.RecordPut(last.version())
                    : new Refusal.RepeatDiffers("value", "that of version " + last.version());
        }
        Optional<Outcome> stale = new Refusals(ledger.picture).stale(command.lease());
        if (stale.isPresent()) {
            return stale.get();
        }
        if (done > command.sequence()) {
            return new Refusal.Superseded(name, command.sequence(), done);
        }
        long version = last != null && last.value().isPresent() ? last.version() : 0;
        long expected = command.expectedVersion().orElse(version);
        return expected == version ? write(command) : new Refusal.VersionMismatch(name, expected, version);
    }

    private Outcome write(Command.PutRecord command) {
        long version = ledger.picture.versionsEver + 1;
        ledger.note(new Fact.Written(
                command.lease().resource(),
                new StoredRecord(
                        command.value(), version, command.lease().token(), command.sequence(), ledger.now.index())));
        return new Outcome.RecordPut(version);
    }
}
