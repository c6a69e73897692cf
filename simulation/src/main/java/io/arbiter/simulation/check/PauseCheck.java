package io.arbiter.simulation.check;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.State;
import io.arbiter.core.outcome.Outcome;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * While failover is paused no lease moves to another region by itself: not what ends meanwhile, and not what rested
 * when the pause began. Knows from the events what is paused and who held what last.
 */
final class PauseCheck {
    private final Supplier<State> state;
    private final Set<String> scopes = new TreeSet<>();
    private final Map<String, Lease> holders = new TreeMap<>();
    /** What expired, until it is granted again. */
    private final Map<String, Lease> expired = new TreeMap<>();
    /** The last lease of each resource that must not leave its region. */
    private final Map<String, Lease> kept = new TreeMap<>();
    /** The session that a holder was asked to hand over to, by the holder's token. */
    private final Map<Long, Long> asked = new TreeMap<>();

    private Set<Long> promoted = Set.of();

    /** @param state right after the command that is checked */
    PauseCheck(Supplier<State> state) {
        this.state = state;
    }

    void applied(Command command, ApplyResult applied) {
        if (command instanceof Command.BreakLease order && applied.outcome() instanceof Outcome.LeaseBroken) {
            kept.values().removeIf(lease -> lease.token() == order.expectedToken());
        }
        promoted = PromotedTokens.of(applied, state.get());
        applied.events().stream().map(Event::change).forEach(this::happened);
    }

    private void happened(Event.Change change) {
        if (change instanceof Event.LeaseGranted granted) {
            granted(granted.lease());
        } else if (change instanceof Event.LeaseEnded ended) {
            ended(ended.name(), ended.reason());
        } else if (change instanceof Event.HandoverRequested request) {
            asked.put(request.token(), request.toSession());
        } else if (change instanceof Event.FailoverPaused paused) {
            scopes.add(paused.pause().scope());
            expired.forEach((name, lease) -> {
                if (covers(paused.pause().scope(), name) && rests(name)) {
                    kept.put(name, lease);
                }
            });
        } else if (change instanceof Event.FailoverResumed resumed) {
            scopes.remove(resumed.pause().scope());
            kept.keySet().removeIf(name -> !isPaused(name));
        }
    }

    private boolean rests(String name) {
        return state.get().resource(name).flatMap(Resource::lockDelay).isPresent();
    }

    private void ended(String name, EndReason reason) {
        Lease lease = holders.remove(name);
        if (reason == EndReason.EXPIRED) {
            expired.put(name, lease);
        }
        boolean byItself = reason != EndReason.BROKEN && reason != EndReason.TRANSFERRED;
        if (byItself && isPaused(name)) {
            kept.put(name, lease);
        }
    }

    private void granted(Lease lease) {
        expired.remove(lease.resource());
        Lease last = kept.remove(lease.resource());
        if (last != null
                && !last.region().equals(lease.region())
                && !isAsked(last, lease)
                && !promoted.contains(lease.token())) {
            throw new ViolationException(
                    "pause", "%s left %s for %s by itself", lease.resource(), last.region(), lease.region());
        }
        holders.put(lease.resource(), lease);
    }

    private boolean isAsked(Lease last, Lease next) {
        return asked.getOrDefault(last.token(), 0L) == next.session();
    }

    private boolean isPaused(String name) {
        return scopes.stream().anyMatch(scope -> covers(scope, name));
    }

    private static boolean covers(String scope, String name) {
        return scope.isEmpty() || scope.endsWith("/") ? name.startsWith(scope) : name.equals(scope);
    }

    /** What is from now on is what a backup says. */
    void restored() {
        scopes.clear();
        holders.clear();
        expired.clear();
        kept.clear();
        scopes.addAll(state.get().pauses().byScope().keySet());
        for (Resource resource : state.get().resources().values()) {
            resource.lease().ifPresent(lease -> holders.put(resource.name(), lease));
        }
    }
}
