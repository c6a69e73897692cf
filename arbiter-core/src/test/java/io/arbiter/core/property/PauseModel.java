package io.arbiter.core.property;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.pause.Pause;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The rules of pauses, stated a second time. */
record PauseModel(Picture picture) {

    Outcome change(Ledger ledger, Command.ChangePauses command) {
        long version = picture.pauseChanges;
        Pause stored = picture.pauses.get(command.scope());
        boolean late = command.expectedVersion() != version;
        if (command.paused() && stored != null) {
            return stored.by().equals(command.by())
                    ? new Outcome.PausesChanged(version)
                    : new Refusal.AlreadyPaused(stored);
        } else if (!command.paused() && stored == null) {
            return command.expectedVersion() >= version
                    ? new Refusal.NotPaused(command.scope())
                    : new Outcome.PausesChanged(version);
        } else if (late) {
            return new Refusal.PausesVersionMismatch(command.expectedVersion(), version);
        }
        var after = new TreeMap<>(picture.pauses);
        if (command.paused()) {
            after.put(command.scope(), new Pause(command.scope(), command.by(), ledger.now.wallMillis(), version + 1));
        } else {
            after.remove(command.scope());
        }
        ledger.note(new Fact.PausesChanged(after));
        if (command.paused()) {
            ledger.promotions.stopMachines();
            confineTheResting(ledger, command.scope());
        } else {
            ledger.unconfineWhatMayMove();
        }
        return new Outcome.PausesChanged(version + 1);
    }

    private void confineTheResting(Ledger ledger, String scope) {
        List.copyOf(picture.rests.values()).stream()
                .filter(rest -> PolicyModel.covers(scope, rest.resource()))
                .filter(rest -> !picture.confined.containsKey(rest.resource()))
                .forEach(rest -> ledger.note(new Fact.Confined(picture.leasesOver.stream()
                        .map(Fact.LeaseOver::granted)
                        .filter(granted -> granted.token() == rest.token())
                        .findAny()
                        .orElseThrow())));
    }

    Optional<Pause> of(String name) {
        return picture.pauses.values().stream()
                .filter(pause -> PolicyModel.covers(pause.scope(), name))
                .max(Comparator.comparing(pause -> pause.scope().length()));
    }

    /** Whether nobody of another region may follow a lease that ends like this. */
    boolean keeps(String name, EndReason reason) {
        return of(name).isPresent() && reason != EndReason.BROKEN && reason != EndReason.TRANSFERRED;
    }

    /** Whether an heir in another region gets nothing. */
    boolean keepsFromHeir(String name, long heir) {
        return of(name).isPresent()
                && !picture.region(heir)
                        .equals(picture.region(picture.held.get(name).session()));
    }
}
