package io.arbiter.simulation.check;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.event.Event;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.simulation.time.Coverage;
import io.arbiter.simulation.time.Coverage.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * S5: repeating an operation that succeeded has no effect and returns the first reply, and no request ends a lease that
 * it did not name.
 */
final class RetryCheck {
    private final Coverage coverage;
    /** Looked up only, never iterated. */
    private final Map<Object, Object> replies = new HashMap<>();

    RetryCheck(Coverage coverage) {
        this.coverage = coverage;
    }

    /** A restored cluster may have forgotten what the lost one did. */
    void forget() {
        replies.clear();
    }

    void applied(Command command, ApplyResult applied) {
        named(command).ifPresent(ref -> applied.events().forEach(event -> endsOnly(ref, event)));
        if (command instanceof Command.RenewSession && !applied.events().isEmpty()) {
            throw new ViolationException("S5", "%s changed something: %s", command, applied.events());
        }
        if (applied.outcome() instanceof Outcome.Success success) {
            identity(command).ifPresent(name -> succeeded(name, reply(success), applied));
        }
    }

    private void succeeded(Object operation, Object reply, ApplyResult applied) {
        Object first = replies.putIfAbsent(operation, reply);
        if (first == null) {
            return;
        }
        coverage.count(Kind.OPERATIONS_REPEATED);
        if (!applied.events().isEmpty()) {
            throw new ViolationException("S5", "repeating %s had an effect: %s", operation, applied.events());
        }
        if (!first.equals(reply)) {
            throw new ViolationException("S5", "repeating %s was answered %s after %s", operation, reply, first);
        }
    }

    private static void endsOnly(LeaseRef ref, Event event) {
        if (event.change() instanceof Event.LeaseEnded end && end.token() != ref.token()) {
            throw new ViolationException("S5", "a request for %s ended the lease with token %d", ref, end.token());
        }
    }

    private static Optional<LeaseRef> named(Command command) {
        if (command instanceof Command.Release release) {
            return Optional.of(release.lease());
        }
        return command instanceof Command.Transfer transfer ? Optional.of(transfer.lease()) : Optional.empty();
    }

    /** Equal for two commands that are the same operation; empty if each command is one of its own. */
    private static Optional<Object> identity(Command command) {
        if (command instanceof Command.OpenSession open) {
            return Optional.of(open.spec().clientId() + "/" + open.spec().incarnation());
        }
        if (command instanceof Command.RequestPromotion promotion) {
            return Optional.of("promotion " + promotion.request().requestId());
        }
        boolean named = command instanceof Command.Release
                || command instanceof Command.Transfer
                || command instanceof Command.PutRecord
                || command instanceof Command.CommitSteps
                || command instanceof Command.BreakLease;
        return named ? Optional.of(command) : Optional.empty();
    }

    /** The part of a reply that later events do not change. */
    private static Object reply(Outcome.Success success) {
        if (success instanceof Outcome.SessionOpened opened) {
            return opened.session();
        }
        if (success instanceof Outcome.PromotionStored stored) {
            return stored.promotion().id();
        }
        return success instanceof Outcome.LeaseBroken ? "broken" : success;
    }
}
