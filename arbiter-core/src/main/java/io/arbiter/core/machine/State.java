package io.arbiter.core.machine;

import io.arbiter.core.auth.AuthState;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.Rights;
import io.arbiter.core.collection.BoundedCache;
import io.arbiter.core.collection.IndexedMap;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.pause.Pauses;
import io.arbiter.core.policy.Policies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The replicated state: sessions, resources, counters, and the remembered past. Collections that reach snapshots
 * iterate in a fixed order, so that equal states give equal bytes. Public methods read; only the machine's package
 * changes it. Not thread-safe.
 */
public final class State {
    /** Above the place of everybody who may follow. */
    static final int KEPT_OUT = 1 << 16;

    private final IndexedMap<Long, Session> sessions = new IndexedMap<>();
    private final LinkedHashMap<String, TreeSet<Long>> sessionsByClient = new LinkedHashMap<>();
    private final IndexedMap<String, Resource> resources = new IndexedMap<>();
    private int leaseCount;
    final BoundedCache<Long, EndedLease> endings;
    final BoundedCache<Long, EndedSession> endedSessions;
    private final BoundedCache<String, EndedSession> endedOpenings;
    final EventHistory history;
    Counters counters = Counters.ZERO;
    /** Empty before the cluster is formed, as in a log or snapshot of a release that had no identities. */
    Optional<ClusterIdentity> identity = Optional.empty();

    final PolicyState policy = new PolicyState();
    final PromotionLedger promotions;
    private final Access access = new Access();
    private final Usage usage = new Usage();
    /** The open readings of earlier states. */
    private final List<SnapshotCursor> captures = new ArrayList<>();
    /** Open while several steps are carried out; null otherwise. */
    private UndoLog undo;
    /** Sessions that remember answers to calls with steps. */
    private int sessionsWithSteps;

    State(Limits limits) {
        endings = new BoundedCache<>(limits.rememberedEndings());
        endedSessions = new BoundedCache<>(limits.rememberedSessions());
        endedOpenings = new BoundedCache<>(limits.rememberedSessions());
        history = new EventHistory(limits.historyEvents());
        promotions = new PromotionLedger(this, limits);
    }

    public Optional<Session> session(long id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** The live sessions by id. */
    public NavigableMap<Long, Session> sessions() {
        return sessions.sorted();
    }

    public Optional<Resource> resource(String name) {
        return Optional.ofNullable(resources.get(name));
    }

    /** The resources that are not idle, by name. */
    public NavigableMap<String, Resource> resources() {
        return resources.sorted();
    }

    int sessionCount() {
        return sessions.size();
    }

    /** What each identity has. */
    Usage usage() {
        return usage;
    }

    /** A session holds or waits for so many resources more. */
    void claimed(Session session, int change) {
        usage.addClaims(session.spec().owner(), change);
    }

    /** The resource is confined as {@code now} says, and was as {@code before} does; null if it is not. */
    void confined(String resource, Resource.Confinement before, Resource.Confinement now) {
        policy.confined(resource, now != null);
        if (before != null) {
            usage.addConfined(before.owner(), -1);
        }
        if (now != null) {
            usage.addConfined(now.owner(), 1);
        }
    }

    /** The lease is condemned as {@code now} says, and was as {@code before} does; null if it is not. */
    void condemned(String resource, Resource.Condemnation before, Resource.Condemnation now) {
        promotions.touch(resource);
        if (before != null) {
            session(before.session()).orElseThrow().setCondemned(resource, false);
        }
        if (now != null) {
            session(now.session()).orElseThrow().setCondemned(resource, true);
        }
    }

    int resourceCount() {
        return resources.size();
    }

    public int leaseCount() {
        return leaseCount;
    }

    public Counters counters() {
        return counters;
    }

    public EventHistory history() {
        return history;
    }

    /** Empty until the cluster is formed. */
    public Optional<ClusterIdentity> identity() {
        return identity;
    }

    /** The first one decides: two leaders in a row may both have proposed one. */
    Outcome form(Command.FormCluster command) {
        if (identity.isEmpty()) {
            identity = Optional.of(new ClusterIdentity(command.clusterId(), command.tokensAbove()));
            counters = counters.above(command.tokensAbove(), command.sessionIdsAbove());
        }
        return new Outcome.ClusterFormed(identity.get().id());
    }

    /** Who may do what. */
    public AuthState auth() {
        return access.now();
    }

    /** What this caller may do as things stand. */
    public Rights rightsOf(Principal caller) {
        return access.of(caller);
    }

    /** Whether this caller may change who may do what. */
    public boolean mayChangeAuth(Principal caller) {
        return AuthTransitions.mayChange(access.now(), caller);
    }

    /** What operators laid down about leases. */
    public Policies policies() {
        return policy.now();
    }

    /** What is being moved, and was. */
    public PromotionLedger promotions() {
        return promotions;
    }

    /** All that stands in the way of this promotion as things are; empty if it would begin. */
    public List<Refusal> obstacles(PromotionRequest request) {
        return new PromotionConditions(this).unmet(request);
    }

    /** Where failover is paused. */
    public Pauses pauses() {
        return policy.pauses();
    }

    /** Whether a resource whose lease ends by silence is followed in its own region alone, as things stand. */
    public boolean staysInRegion(String resource) {
        return policy.staysInRegion(resource, EndReason.EXPIRED);
    }

    /** Of a session of this region in the queue: lower is sooner, and who may not follow yet is after all who may. */
    public int place(Resource resource, String region) {
        return policy.rank(region, resource.name()) + (resource.isOpenTo(region) ? 0 : KEPT_OUT);
    }

    void setAuth(AuthState next) {
        access.set(next);
    }

    /** Whether a session remembers answers to calls with steps, which no release before them would keep. */
    boolean remembersSteps() {
        return sessionsWithSteps > 0;
    }

    void countSessionsWithSteps(int change) {
        sessionsWithSteps += change;
    }

    boolean mayAcquire(Session session, String resource) {
        return access.mayAcquire(session, resource);
    }

    /** @param client as {@link SessionSpec#client} names it */
    Collection<Long> sessionsOf(String client) {
        return sessionsByClient.getOrDefault(client, new TreeSet<>());
    }

    Session addSession(long id, SessionSpec spec, long openedWallMillis) {
        changing(id, null);
        var session = new Session(this, id, spec, openedWallMillis);
        sessions.put(id, session);
        usage.addSessions(spec.owner(), 1);
        sessionsByClient.computeIfAbsent(spec.client(), c -> new TreeSet<>()).add(id);
        return session;
    }

    void removeSession(Session session) {
        changing(session);
        sessions.remove(session.id());
        sessionsWithSteps -= session.steps().isEmpty() ? 0 : 1;
        usage.addSessions(session.spec().owner(), -1);
        String client = session.spec().client();
        TreeSet<Long> siblings = sessionsByClient.get(client);
        siblings.remove(session.id());
        if (siblings.isEmpty()) {
            sessionsByClient.remove(client);
        }
    }

    Resource resourceOrNew(String name) {
        Resource known = resources.get(name);
        if (known != null) {
            return known;
        }
        changing(name, null);
        var fresh = new Resource(this, name);
        resources.put(name, fresh);
        return fresh;
    }

    void forgetIfIdle(Resource resource) {
        if (resource.isIdle()) {
            changing(resource);
            resources.remove(resource.name());
        }
    }

    void beginUndo() {
        undo = new UndoLog(this);
    }

    /** Keeps what was changed since {@link #beginUndo}. */
    void endUndo() {
        undo = null;
        endings.keep();
    }

    /** Leaves everything as it was at {@link #beginUndo}. */
    void rollBack() {
        UndoLog log = undo;
        undo = null;
        log.rollBack();
    }

    /** Undoes that it was added. */
    void withdraw(String name) {
        resource(name).ifPresent(added -> added.setConfinement(null));
        changing(name, resources.get(name));
        resources.remove(name);
    }

    /** Undoes that it was forgotten. */
    void putBack(Resource resource) {
        changing(resource.name(), resources.get(resource.name()));
        resources.put(resource.name(), resource);
    }

    /** The reason that this session is absent. */
    Refusal absent(long session) {
        return endedSessions
                .get(session)
                .<Refusal>map(e -> new Refusal.SessionOver(session, e.reason()))
                .orElseGet(() -> new Refusal.SessionUnknown(session));
    }

    /** The reason that the lease is not current; empty if it is. */
    public Optional<Outcome> stale(LeaseRef ref) {
        Resource resource = resources.get(ref.resource());
        if (resource == null || !resource.isHeldUnder(ref.token())) {
            return Optional.of(stale(ref.resource(), ref.token()));
        }
        return resource.isHeldBy(ref.session())
                ? Optional.empty()
                : Optional.of(new Refusal.LeaseHeld(resource.leaseOrNull()));
    }

    Refusal stale(String name, long presented) {
        Resource resource = resources.get(name);
        return resource == null || resource.leaseOrNull() == null
                ? new Refusal.NotHeld(name, presented)
                : new Refusal.StaleToken(presented, resource.leaseOrNull());
    }

    /** The session that holds, or held, the resource under this token; empty if forgotten, or never granted. */
    OptionalLong holderUnder(String name, long token) {
        Resource resource = resources.get(name);
        if (resource != null && resource.isHeldUnder(token)) {
            return OptionalLong.of(resource.leaseOrNull().session());
        }
        return endings.get(token).filter(ending -> ending.resource().equals(name)).stream()
                .mapToLong(EndedLease::session)
                .findFirst();
    }

    void rememberEnd(EndedSession ended) {
        endedSessions.put(ended.session(), ended);
        endedOpenings.put(opening(ended.client(), ended.incarnation()), ended);
    }

    Optional<EndedSession> endedOpening(SessionSpec spec) {
        return endedOpenings.get(opening(spec.client(), spec.incarnation()));
    }

    /** Neither part contains control characters. */
    private static String opening(String client, String incarnation) {
        return client + '\n' + incarnation;
    }

    void countLeases(int change) {
        leaseCount += change;
    }

    SnapshotCursor capture() {
        var capture = new SnapshotCursor(this);
        captures.add(capture);
        return capture;
    }

    boolean isCapturedBy(SnapshotCursor other) {
        return captures.contains(other);
    }

    void endCapture(SnapshotCursor ended) {
        captures.remove(ended);
    }

    /** Called before any change of the session: by the session itself, and when it comes or goes. */
    void changing(Session session) {
        changing(session.id(), session);
    }

    /** As the other; {@code inverse} takes the change back. */
    void changing(Session session, Runnable inverse) {
        changing(session);
        if (undo != null) {
            undo.add(inverse);
        }
    }

    /** Called with every change of the ledger; {@code inverse} takes it back. */
    void changed(Runnable inverse) {
        if (undo != null) {
            undo.add(inverse);
        }
    }

    /** Called before any change of the resource: by the resource itself, and when it comes or goes. */
    void changing(Resource resource) {
        changing(resource.name(), resource);
    }

    private void changing(long id, Session before) {
        for (int i = 0; i < captures.size(); i++) {
            captures.get(i).changing(id, before);
        }
    }

    private void changing(String name, Resource before) {
        if (undo != null) {
            undo.changing(name, before);
        }
        for (int i = 0; i < captures.size(); i++) {
            captures.get(i).changing(name, before);
        }
    }

    void clear() {
        captures.clear();
        sessions.clear();
        sessionsByClient.clear();
        usage.clear();
        resources.clear();
        endings.clear();
        endedSessions.clear();
        endedOpenings.clear();
        leaseCount = 0;
        sessionsWithSteps = 0;
        access.set(AuthState.INITIAL);
        policy.clear();
        promotions.clear();
    }
}
