package io.arbiter.chaos.check.load;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Arbiter and a guarded storage, in a few lines. */
final class LeaseService {
    record Held(long session, String client, long token) {}

    private final Consumer<String> beforeEnd;
    private final Map<Long, String> sessions = new TreeMap<>();
    private final Map<String, Held> leases = new TreeMap<>();
    private final Set<Held> released = new HashSet<>();
    private final Map<String, Long> marks = new HashMap<>();
    private final Map<String, String> data = new HashMap<>();
    private long lastSession;
    private long lastToken;

    /** @param beforeEnd receives a resource just before its lease ends */
    LeaseService(Consumer<String> beforeEnd) {
        this.beforeEnd = beforeEnd;
    }

    long open(String client) {
        sessions.put(++lastSession, client);
        return lastSession;
    }

    boolean isAlive(long session) {
        return sessions.containsKey(session);
    }

    List<Long> sessions() {
        return List.copyOf(sessions.keySet());
    }

    void expire(long session) {
        sessions.remove(session);
        List.copyOf(leases.keySet()).stream()
                .filter(resource -> leases.get(resource).session() == session)
                .forEach(this::end);
    }

    private void end(String resource) {
        beforeEnd.accept(resource);
        leases.remove(resource);
    }

    Optional<Held> holder(String resource) {
        return Optional.ofNullable(leases.get(resource));
    }

    Optional<Held> acquire(String resource, long session) {
        if (!isAlive(session)) {
            return Optional.empty();
        }
        Held held = leases.computeIfAbsent(resource, free -> new Held(session, sessions.get(session), ++lastToken));
        return held.session() == session ? Optional.of(held) : Optional.empty();
    }

    boolean release(String resource, String client, long session, long token) {
        var lease = new Held(session, client, token);
        if (lease.equals(leases.get(resource))) {
            end(resource);
            released.add(lease);
        }
        return released.contains(lease);
    }

    /** The value written last; empty if the token is stale. */
    Optional<String> guardedRead(String resource, long token) {
        return marks.merge(resource, token, Math::max) > token
                ? Optional.empty()
                : Optional.of(data.getOrDefault(resource, ""));
    }

    boolean guardedWrite(String resource, long token, String value) {
        if (marks.merge(resource, token, Math::max) > token) {
            return false;
        }
        data.put(resource, value);
        return true;
    }
}
