package io.arbiter.core.machine;

import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The replicated state: sessions, resources, counters, and what is remembered of the past. What reaches snapshots has
 * an order of its own. Public methods read; only the machine's package changes it. Not thread-safe.
 */
public final class State {
    private final IndexedMap<Long, Session> sessions = new IndexedMap<>();
    private final LinkedHashMap<String, TreeSet<Long>> sessionsByClient = new LinkedHashMap<>();
    private final IndexedMap<String, Resource> resources = new IndexedMap<>();
    private int leaseCount;
    final BoundedMemory<Long, Ending> endings;
    final BoundedMemory<Long, EndedSession> endedSessions;
    private final BoundedMemory<String, EndedSession> endedOpenings;
    final EventHistory history;
    Counters counters = Counters.ZERO;
    /** Whoever reads the state as it was; null if nobody does. */
    private StateCapture capture;

    State(Limits limits) {
        endings = new BoundedMemory<>(limits.rememberedEndings());
        endedSessions = new BoundedMemory<>(limits.rememberedSessions());
        endedOpenings = new BoundedMemory<>(limits.rememberedSessions());
        history = new EventHistory(limits.historyEvents());
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

    Collection<Long> sessionsOf(String clientId) {
        return sessionsByClient.getOrDefault(clientId, new TreeSet<>());
    }

    Session addSession(long id, SessionSpec spec, long openedWallMillis) {
        changing(id, null);
        var session = new Session(id, spec, openedWallMillis);
        sessions.put(id, session);
        sessionsByClient.computeIfAbsent(spec.clientId(), c -> new TreeSet<>()).add(id);
        return session;
    }

    void removeSession(Session session) {
        changing(session);
        sessions.remove(session.id());
        String client = session.spec().clientId();
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
        var fresh = new Resource(name);
        resources.put(name, fresh);
        return fresh;
    }

    void forgetIfIdle(Resource resource) {
        if (resource.isIdle()) {
            changing(resource);
            resources.remove(resource.name());
        }
    }

    /** Why this session is not there. */
    Refusal absent(long session) {
        return endedSessions.recall(session)
                .<Refusal>map(e -> new Refusal.SessionOver(session, e.reason()))
                .orElseGet(() -> new Refusal.SessionUnknown(session));
    }

    /** Why the lease is not current, or empty if it is. */
    Optional<Outcome> stale(LeaseRef ref) {
        Resource resource = resources.get(ref.resource());
        if (resource == null || !resource.isHeldUnder(ref.token())) {
            return Optional.of(stale(ref.resource(), ref.token()));
        }
        return resource.isHeldBy(ref.session())
                ? Optional.empty()
                : Optional.of(new Refusal.LeaseHeld(resource.lease));
    }

    Refusal stale(String name, long presented) {
        Resource resource = resources.get(name);
        return resource == null || resource.lease == null
                ? new Refusal.NotHeld(name, presented)
                : new Refusal.StaleToken(presented, resource.lease);
    }

    void rememberEnd(EndedSession ended) {
        endedSessions.remember(ended.session(), ended);
        endedOpenings.remember(opening(ended.clientId(), ended.incarnation()), ended);
    }

    Optional<EndedSession> endedOpening(SessionSpec spec) {
        return endedOpenings.recall(opening(spec.clientId(), spec.incarnation()));
    }

    /** Neither part contains control characters. */
    private static String opening(String clientId, String incarnation) {
        return clientId + '\n' + incarnation;
    }

    void countLeases(int change) {
        leaseCount += change;
    }

    StateCapture capture() {
        if (capture != null) {
            throw new IllegalStateException("the state is being captured already; close that capture first");
        }
        capture = new StateCapture(this);
        return capture;
    }

    boolean isCapturedBy(StateCapture other) {
        return capture == other;
    }

    void endCapture(StateCapture ended) {
        if (capture == ended) {
            capture = null;
        }
    }

    /** To be told before anything changes that the session's image shows. */
    void changing(Session session) {
        changing(session.id(), session);
    }

    /** To be told before anything changes that the resource's image shows. */
    void changing(Resource resource) {
        changing(resource.name(), resource);
    }

    private void changing(long id, Session before) {
        if (capture != null) {
            capture.changing(id, before);
        }
    }

    private void changing(String name, Resource before) {
        if (capture != null) {
            capture.changing(name, before);
        }
    }

    void clear() {
        capture = null;
        sessions.clear();
        sessionsByClient.clear();
        resources.clear();
        endings.clear();
        endedSessions.clear();
        endedOpenings.clear();
        leaseCount = 0;
    }
}
