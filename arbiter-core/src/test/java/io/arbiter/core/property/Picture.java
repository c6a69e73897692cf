package io.arbiter.core.property;

import io.arbiter.core.auth.AuthState;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.ClusterIdentity;
import io.arbiter.core.machine.Counters;
import io.arbiter.core.machine.EndedLease;
import io.arbiter.core.machine.EndedSession;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.PromotionLedger;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.machine.StoredRecord;
import io.arbiter.core.pause.Pause;
import io.arbiter.core.pause.Pauses;
import io.arbiter.core.policy.Policies;
import io.arbiter.core.policy.StoredPolicy;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.promotion.PromotionState;
import io.arbiter.core.steps.StepsMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The sum of the facts so far. */
final class Picture {
    private final Limits limits;
    final TreeMap<Long, Fact.Opened> live = new TreeMap<>();
    final Map<Long, Fact.Opened> everOpened = new TreeMap<>();
    final Map<Long, Long> renewals = new TreeMap<>();
    final Map<Long, Long> holdingsChanges = new TreeMap<>();
    final List<Fact.SessionOver> sessionsOver = new ArrayList<>();
    final TreeMap<String, Fact.Granted> held = new TreeMap<>();
    final List<Fact.LeaseOver> leasesOver = new ArrayList<>();
    /** Set while several steps are carried out: no end is forgotten before all of them are. */
    OptionalInt leasesOverBeforeSteps = OptionalInt.empty();

    final Map<Long, Long> successors = new TreeMap<>();
    final Map<Long, Long> marks = new TreeMap<>();
    final TreeMap<String, LinkedHashMap<Long, Long>> queues = new TreeMap<>();
    final TreeMap<String, Fact.Rested> rests = new TreeMap<>();
    final TreeMap<String, StoredRecord> records = new TreeMap<>();
    final TreeMap<String, EndReason> lastEnds = new TreeMap<>();
    final Map<Long, StepsMemory> steps = new TreeMap<>();
    final TreeMap<String, StoredPolicy> policies = new TreeMap<>();
    final TreeMap<String, Pause> pauses = new TreeMap<>();
    /** The last lease of each resource that is confined to the region of its holder. */
    final TreeMap<String, Fact.Granted> confined = new TreeMap<>();

    final TreeMap<Long, Promotion> promotionsOpen = new TreeMap<>();
    /** In the order of their ends. */
    final List<Promotion> promotionsOver = new ArrayList<>();

    final TreeMap<String, Fact.Condemned> condemned = new TreeMap<>();
    final TreeMap<String, Fact.Cooling> cooling = new TreeMap<>();

    Optional<ClusterIdentity> identity = Optional.empty();
    long promotionsEver;
    long sessionsEver;
    long tokensEver;
    long versionsEver;
    long policyChanges;
    long pauseChanges;

    Picture(Limits limits) {
        this.limits = limits;
    }

    void clear() {
        List.of(
                        live,
                        everOpened,
                        renewals,
                        holdingsChanges,
                        held,
                        successors,
                        marks,
                        queues,
                        rests,
                        records,
                        lastEnds,
                        steps,
                        policies,
                        pauses,
                        confined,
                        promotionsOpen,
                        condemned,
                        cooling)
                .forEach(Map::clear);
        sessionsOver.clear();
        promotionsOver.clear();
        promotionsEver = 0;
        leasesOver.clear();
        identity = Optional.empty();
        sessionsEver = 0;
        tokensEver = 0;
        versionsEver = 0;
        policyChanges = 0;
        pauseChanges = 0;
    }

    void countHoldings(long session) {
        holdingsChanges.merge(session, 1L, Long::sum);
    }

    /** The session that holds, or held, under a token, whether still remembered or not. */
    long holderEver(long token) {
        return Stream.concat(held.values().stream(), leasesOver.stream().map(Fact.LeaseOver::granted))
                .filter(granted -> granted.token() == token)
                .findFirst()
                .orElseThrow()
                .session();
    }

    String region(long session) {
        return everOpened.get(session).spec().region();
    }

    /** Tokens and their sessions, as far as the cluster remembers. */
    Map<Long, Long> holdersRemembered() {
        var holders = new TreeMap<Long, Long>();
        Stream.concat(held.values().stream(), rememberedLeases().stream().map(Fact.LeaseOver::granted))
                .forEach(granted -> holders.put(granted.token(), granted.session()));
        return holders;
    }

    LinkedHashMap<Long, Long> queue(String resource) {
        return queues.getOrDefault(resource, new LinkedHashMap<>());
    }

    List<String> heldBy(long session) {
        return held.values().stream()
                .filter(g -> g.session() == session)
                .map(Fact.Granted::resource)
                .toList();
    }

    List<String> waitedForBy(long session) {
        return queues.keySet().stream()
                .filter(name -> queue(name).containsKey(session))
                .toList();
    }

    /** Ends that are still remembered: the newest. */
    static <T> List<T> newest(List<T> all, int count) {
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    List<Fact.LeaseOver> rememberedLeases() {
        int inTheseSteps = Math.max(0, leasesOver.size() - leasesOverBeforeSteps.orElse(leasesOver.size()));
        return newest(leasesOver, limits.rememberedEndings() + inTheseSteps);
    }

    List<Fact.SessionOver> rememberedSessions() {
        return newest(sessionsOver, limits.rememberedSessions());
    }

    /** Those that have ended, as far as the cluster remembers. */
    List<Promotion> rememberedPromotions() {
        return newest(promotionsOver, limits.rememberedPromotions());
    }

    boolean mayOpenAnotherPromotion() {
        return promotionsOpen.size() < limits.openPromotions();
    }

    Optional<Promotion> promotionOf(String resource) {
        return promotionsOpen.values().stream()
                .filter(open -> open.resource().equals(resource))
                .findAny();
    }

    /** What a clock has to watch, by resource. */
    Map<String, List<String>> periods() {
        var periods = new TreeMap<String, List<String>>();
        BiConsumer<String, String> add = (name, period) ->
                periods.computeIfAbsent(name, n -> new ArrayList<>()).add(period);
        condemned.forEach((name, fact) ->
                add.accept(name, "CONDEMNATION " + fact.granted().token()));
        cooling.forEach((name, fact) -> add.accept(name, "COOL_DOWN " + fact.promotion()));
        promotionsOpen.values().stream()
                .filter(open -> open.state() != PromotionState.FENCING)
                .forEach(open -> add.accept(
                        open.resource(),
                        (open.state() == PromotionState.GRANTED ? "COMPLETION " : "DRAIN ") + open.id()));
        return periods;
    }

    /** Resources that the cluster still has a reason to remember. */
    NavigableSet<String> known() {
        var names = new TreeSet<>(held.keySet());
        names.addAll(rests.keySet());
        names.addAll(records.keySet());
        names.addAll(confined.keySet());
        names.addAll(cooling.keySet());
        queues.forEach((name, queue) -> {
            if (!queue.isEmpty()) {
                names.add(name);
            }
        });
        lastEnds.forEach((name, reason) -> {
            if (reason == EndReason.BROKEN) {
                names.add(name);
            }
        });
        return names;
    }

    Lease lease(Fact.Granted granted) {
        var holder = everOpened.get(granted.session()).spec();
        return new Lease(
                granted.resource(),
                granted.session(),
                holder.holder(),
                holder.region(),
                granted.token(),
                granted.basis(),
                granted.at().index(),
                granted.at().wallMillis(),
                marks.getOrDefault(granted.token(), 0L));
    }

    /** The expected state of the machine, except for its event history. */
    StateSnapshot image(Counters clocks) {
        var counters = new Counters(
                tokensEver,
                sessionsEver,
                versionsEver,
                clocks.appliedIndex(),
                clocks.wallMillis(),
                clocks.restoredAtSecond());
        var endings = rememberedLeases().stream()
                .map(over -> new EndedLease(
                        over.granted().token(),
                        over.granted().resource(),
                        over.granted().session(),
                        over.reason(),
                        successors.getOrDefault(over.granted().token(), 0L)))
                .toList();
        var ended = rememberedSessions().stream()
                .map(over -> new EndedSession(
                        over.opened().session(),
                        over.opened().spec().owner(),
                        over.opened().spec().clientId(),
                        over.opened().spec().incarnation(),
                        over.reason(),
                        over.leases()))
                .toList();
        return new StateSnapshot(
                identity,
                AuthState.INITIAL,
                new Policies(policyChanges, policies),
                new Pauses(pauseChanges, pauses),
                new PromotionLedger.Image(
                        promotionsEver,
                        Stream.concat(rememberedPromotions().stream(), promotionsOpen.values().stream())
                                .toList()),
                counters,
                live.values().stream().map(this::session).toList(),
                known().stream().map(this::resource).toList(),
                endings,
                ended,
                List.of(),
                0,
                live.keySet().stream().anyMatch(steps::containsKey));
    }

    private StateSnapshot.SessionImage session(Fact.Opened opened) {
        return new StateSnapshot.SessionImage(
                opened.session(),
                opened.spec(),
                opened.wallMillis(),
                renewals.getOrDefault(opened.session(), 0L),
                holdingsChanges.getOrDefault(opened.session(), 0L),
                steps.getOrDefault(opened.session(), StepsMemory.EMPTY));
    }

    private Resource.LockDelay lockDelay(Fact.Rested rest) {
        long holder = holderEver(rest.token());
        var spec = everOpened.get(holder).spec();
        return new Resource.LockDelay(rest.token(), rest.nanos(), holder, spec.region(), spec.owner());
    }

    private Resource.Confinement confinement(Fact.Granted last) {
        var spec = everOpened.get(last.session()).spec();
        return new Resource.Confinement(spec.region(), last.session(), last.token(), spec.owner());
    }

    private Resource.Condemnation condemnation(Fact.Condemned fact) {
        var spec = everOpened.get(fact.granted().session()).spec();
        return new Resource.Condemnation(
                fact.granted().token(),
                fact.granted().session(),
                fact.renewals(),
                fact.promotion(),
                spec.silenceNanos());
    }

    private StateSnapshot.ResourceImage resource(String name) {
        var waiters = queue(name).entrySet().stream()
                .map(e -> new Resource.Waiter(e.getKey(), e.getValue()))
                .toList();
        return new StateSnapshot.ResourceImage(
                name,
                Optional.ofNullable(held.get(name)).map(this::lease),
                waiters,
                Optional.ofNullable(rests.get(name)).map(this::lockDelay),
                Optional.ofNullable(confined.get(name)).map(this::confinement),
                Optional.ofNullable(condemned.get(name)).map(this::condemnation),
                Optional.ofNullable(cooling.get(name))
                        .map(fact -> new Resource.CoolDown(fact.promotion(), fact.nanos())),
                Optional.ofNullable(records.get(name)),
                Optional.ofNullable(lastEnds.get(name)));
    }
}
