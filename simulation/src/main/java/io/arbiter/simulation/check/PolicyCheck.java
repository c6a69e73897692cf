package io.arbiter.simulation.check;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.State;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * No grant is outside the policy of its time, and none goes to another region after an expiry or a takeover where
 * failover is manual, until an operator says otherwise. Knows the policies from the commands, and finds the one that
 * decides by itself.
 */
final class PolicyCheck {
    private static final Set<EndReason> UNRELEASED =
            Set.of(EndReason.EXPIRED, EndReason.TAKEN_OVER, EndReason.CONDEMNED);
    private final Supplier<State> state;
    private final Map<String, Policy> policies = new TreeMap<>();
    private final Map<String, Lease> holders = new TreeMap<>();
    /** The resources that must not leave a region. */
    private final Map<String, Confined> confined = new TreeMap<>();

    private Set<Long> promoted = Set.of();

    /**
     * Where the last lease was held, and its token.
     *
     * @param restored whether a backup said so, which does not say whether a policy or a pause was the cause
     */
    private record Confined(String region, long token, boolean restored) {}

    /** @param state right after the command that is checked */
    PolicyCheck(Supplier<State> state) {
        this.state = state;
    }

    void applied(Command command, ApplyResult applied) {
        if (command instanceof Command.ChangePolicies change && applied.outcome() instanceof Outcome.PoliciesChanged) {
            change.change().deletes().forEach(policies::remove);
            change.change().puts().forEach(policy -> policies.put(policy.scope(), policy));
            confined.keySet().removeIf(resource -> !isManual(resource));
        } else if (command instanceof Command.BreakLease order && applied.outcome() instanceof Outcome.LeaseBroken) {
            confined.values().removeIf(last -> last.token() == order.expectedToken());
        }
        promoted = PromotedTokens.of(applied, state.get());
        applied.events().stream().map(Event::change).forEach(this::happened);
    }

    private void happened(Event.Change change) {
        if (change instanceof Event.LeaseGranted granted) {
            granted(granted.lease());
        } else if (change instanceof Event.LeaseEnded ended) {
            Lease lease = holders.remove(ended.name());
            boolean unreleased = UNRELEASED.contains(ended.reason());
            if (unreleased && isManual(ended.name())) {
                confined.put(ended.name(), new Confined(lease.region(), lease.token(), false));
            }
        } else if (change instanceof Event.ConfinementLifted lifted) {
            confined.values().removeIf(last -> last.restored() && last.token() == lifted.token());
        }
    }

    private void granted(Lease lease) {
        Confined last = confined.remove(lease.resource());
        if (last != null && !last.region().equals(lease.region()) && !promoted.contains(lease.token())) {
            throw new ViolationException(
                    "policy", "%s left %s for %s by itself", lease.resource(), last.region(), lease.region());
        }
        holders.put(lease.resource(), lease);
        decides(lease.resource()).ifPresent(policy -> requireWithin(policy, lease));
    }

    private void requireWithin(Policy policy, Lease lease) {
        long ttl = state.get().session(lease.session()).orElseThrow().spec().ttlMillis();
        boolean regionAllowed =
                policy.allowedRegions().isEmpty() || policy.allowedRegions().contains(lease.region());
        if (!regionAllowed || ttl < policy.minTtlMillis() || ttl > policy.maxTtlMillis()) {
            throw new ViolationException(
                    "policy",
                    "%s was granted to %s with a TTL of %d ms, against %s",
                    lease.resource(),
                    lease.region(),
                    ttl,
                    policy);
        }
    }

    private boolean isManual(String resource) {
        return decides(resource)
                .filter(policy -> policy.failover() == Failover.MANUAL)
                .isPresent();
    }

    private Optional<Policy> decides(String resource) {
        return policies.values().stream()
                .filter(policy ->
                        policy.isForPrefix() ? resource.startsWith(policy.scope()) : resource.equals(policy.scope()))
                .max(Comparator.comparing(policy -> policy.scope().length()));
    }

    /** What is from now on is what a backup says. */
    void restored() {
        policies.clear();
        holders.clear();
        confined.clear();
        state.get().policies().byScope().forEach((scope, stored) -> policies.put(scope, stored.policy()));
        for (Resource resource : state.get().resources().values()) {
            resource.lease().ifPresent(lease -> holders.put(resource.name(), lease));
            resource.confinement()
                    .ifPresent(last -> confined.put(resource.name(), new Confined(last.region(), last.token(), true)));
        }
    }
}
