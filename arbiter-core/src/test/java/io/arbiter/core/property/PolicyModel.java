package io.arbiter.core.property;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.StoredPolicy;
import io.arbiter.core.policy.Violation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The rules of policies, stated a second time. */
record PolicyModel(Picture picture) {

    Outcome change(Ledger ledger, Command.ChangePolicies command) {
        long version = picture.policyChanges;
        var after = new TreeMap<>(picture.policies);
        command.change().deletes().forEach(after::remove);
        for (Policy put : command.change().puts()) {
            StoredPolicy before = picture.policies.get(put.scope());
            boolean same = before != null && before.policy().equals(put);
            after.put(put.scope(), same ? before : new StoredPolicy(put, version + 1));
        }
        if (after.equals(picture.policies)) {
            return new Outcome.PoliciesChanged(version);
        } else if (command.change().expectedVersion() != version) {
            return new Refusal.PolicyVersionMismatch(command.change().expectedVersion(), version);
        }
        ledger.note(new Fact.PoliciesChanged(after));
        ledger.promotions.stopMachines();
        for (long session : List.copyOf(picture.live.keySet())) {
            picture.waitedForBy(session).stream()
                    .filter(name -> violation(name, session).isPresent())
                    .forEach(name -> ledger.leave(name, session));
        }
        ledger.unconfineWhatMayMove();
        return new Outcome.PoliciesChanged(version + 1);
    }

    private Optional<StoredPolicy> of(String name) {
        return picture.policies.values().stream()
                .filter(stored -> covers(stored.policy().scope(), name))
                .max(Comparator.comparing(stored -> stored.policy().scope().length()));
    }

    static boolean covers(String scope, String name) {
        return scope.equals(name) || (scope.isEmpty() || scope.endsWith("/")) && name.startsWith(scope);
    }

    Optional<Violation> violation(String name, long session) {
        SessionSpec spec = picture.everOpened.get(session).spec();
        StoredPolicy stored = of(name).orElse(null);
        if (stored == null) {
            return Optional.empty();
        }
        Policy policy = stored.policy();
        String scope = policy.scope();
        Optional<Violation> ofRegion = regionViolation(name, spec.region());
        if (ofRegion.isPresent()) {
            return ofRegion;
        }
        long ttl = spec.ttlMillis();
        return policy.minTtlMillis() <= ttl && ttl <= policy.maxTtlMillis()
                ? Optional.empty()
                : Optional.of(new Violation(
                        scope,
                        stored.version(),
                        "ttl_millis",
                        "" + ttl,
                        policy.minTtlMillis() + " to " + policy.maxTtlMillis()));
    }

    Optional<Violation> regionViolation(String name, String region) {
        return of(name).filter(stored -> !stored.policy().allowedRegions().isEmpty())
                .filter(stored -> !stored.policy().allowedRegions().contains(region))
                .map(stored -> new Violation(
                        stored.policy().scope(),
                        stored.version(),
                        "region",
                        region,
                        String.join(", ", stored.policy().allowedRegions())));
    }

    long coolDownMillis(String name) {
        return of(name).map(s -> s.policy().promotion().coolDownMillis()).orElse(600_000L);
    }

    boolean isManual(String name) {
        return of(name).filter(s -> s.policy().failover() == Failover.MANUAL).isPresent();
    }

    long lockDelayMillis(String name, SessionSpec spec) {
        return Math.max(
                spec.lockDelayMillis(),
                of(name).map(s -> s.policy().lockDelayMillis()).orElse(0L));
    }

    /** Those of the queue that may be granted the resource now, in this order. */
    List<Long> order(String name) {
        return turns(name).stream().filter(s -> !isKeptOut(name, s)).toList();
    }

    /** Everybody in the queue, in the order of their turns. */
    List<Long> turns(String name) {
        return picture.queue(name).keySet().stream()
                .sorted(Comparator.<Long, Boolean>comparing(s -> isKeptOut(name, s))
                        .thenComparing(s -> rank(name, s)))
                .toList();
    }

    private boolean isKeptOut(String name, long session) {
        Fact.Granted last = picture.confined.get(name);
        return last != null && !picture.region(last.session()).equals(picture.region(session));
    }

    private int rank(String name, long session) {
        List<String> preferred =
                of(name).map(s -> s.policy().preferredRegions()).orElse(List.of());
        int place = preferred.indexOf(picture.region(session));
        return place < 0 ? preferred.size() : place;
    }
}
