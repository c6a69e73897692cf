package io.arbiter.simulation;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.event.Event;
import io.arbiter.core.machine.Applied;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.simulation.Coverage.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * S5: an operation that succeeded does nothing more when it is repeated and finds its first answer, and no request
 * ends a lease that it did not name.
 */
final class RetryCheck {
    private final Coverage coverage;
    /** Looked up only, never walked. */
    private final Map<Object, Object> answers = new HashMap<>();

    RetryCheck(Coverage coverage) {
        this.coverage = coverage;
    }

    /** A restored cluster may have forgotten what the lost one did. */
    void forget() {
        answers.clear();
    }

    void applied(Command command, Applied applied) {
        named(command).ifPresent(ref -> applied.events().forEach(event -> endsOnly(ref, event)));
        if (command instanceof Command.RenewSession && !applied.events().isEmpty()) {
            throw new Violation("S5", "%s changed something: %s", command, applied.events());
        }
        if (applied.outcome() instanceof Outcome.Success success) {
            identity(command).ifPresent(name -> succeeded(name, answer(success), applied));
        }
    }

    private void succeeded(Object operation, Object answer, Applied applied) {
        Object first = answers.putIfAbsent(operation, answer);
        if (first == null) {
            return;
        }
        coverage.count(Kind.OPERATIONS_REPEATED);
        if (!applied.events().isEmpty()) {
            throw new Violation("S5", "repeating %s had an effect: %s", operation, applied.events());
        }
        if (!first.equals(answer)) {
            throw new Violation("S5", "repeating %s was answered %s after %s", operation, answer, first);
        }
    }

    private static void endsOnly(LeaseRef ref, Event event) {
        if (event.change() instanceof Event.LeaseEnded end && end.token() != ref.token()) {
            throw new Violation("S5", "a request for %s ended the lease with token %d", ref, end.token());
        }
    }

    private static Optional<LeaseRef> named(Command command) {
        if (command instanceof Command.Release release) {
            return Optional.of(release.lease());
        }
        return command instanceof Command.Transfer transfer ? Optional.of(transfer.lease()) : Optional.empty();
    }

    /** What makes two commands the same operation, or empty if each is one of its own. */
    private static Optional<Object> identity(Command command) {
        if (command instanceof Command.OpenSession open) {
            return Optional.of(open.spec().clientId() + "/" + open.spec().incarnation());
        }
        boolean named = command instanceof Command.Release || command instanceof Command.Transfer
                || command instanceof Command.PutRecord || command instanceof Command.BreakLease;
        return named ? Optional.of(command) : Optional.empty();
    }

    /** The part of an answer that stays, whatever has happened since. */
    private static Object answer(Outcome.Success success) {
        if (success instanceof Outcome.SessionOpened opened) {
            return opened.session();
        }
        return success instanceof Outcome.LeaseBroken ? "broken" : success;
    }
}
