package io.arbiter.chaos.bench.toy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Leases, sessions and guards of one process. */
final class ToyLeases {
    private static final int EVERY = 6;
    private static final double DRIFT = 0.02;

    private record Session(String client, long ttlNanos, long renewedAt) {}

    private record Lease(String session, long token) {}

    private record Waiter(String resource, String session, long until, Consumer<JsonObject> reply) {}

    private final Wrong wrong;
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<String, Lease> leases = new TreeMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final Map<String, Long> marks = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private long tokens;
    private int refusals;

    ToyLeases(Wrong wrong) {
        this.wrong = wrong;
    }

    JsonObject open(JsonObject request) {
        String id = "s" + (sessions.size() + 1) + "-" + request.get("client").getAsString();
        sessions.put(
                id,
                new Session(
                        request.get("client").getAsString(),
                        TimeUnit.MILLISECONDS.toNanos(request.get("ttl_ms").getAsLong()),
                        System.nanoTime()));
        return reply("session", id);
    }

    private static JsonObject reply(String field, String value) {
        var reply = new JsonObject();
        reply.addProperty(field, value);
        return reply;
    }

    private Session session(JsonObject request) {
        Session session = sessions.get(request.get("session").getAsString());
        if (session == null) {
            throw new ToyError(20, "no such session");
        }
        return session;
    }

    JsonObject renew(JsonObject request) {
        Session session = session(request);
        String id = request.get("session").getAsString();
        sessions.put(id, new Session(session.client, session.ttlNanos, System.nanoTime()));
        var held = new JsonArray();
        leases.forEach((resource, lease) -> {
            if (lease.session.equals(id)) {
                JsonObject one = reply("resource", resource);
                one.addProperty("token", lease.token);
                held.add(one);
            }
        });
        var reply = new JsonObject();
        reply.add("leases", held);
        return reply;
    }

    /** Answers now, or when the wait is over. */
    void acquire(JsonObject request, Consumer<JsonObject> reply) {
        session(request);
        String resource = request.get("resource").getAsString();
        String id = request.get("session").getAsString();
        Lease lease = leases.get(resource);
        boolean twice = lease != null && wrong == Wrong.DOUBLE_GRANT && ++refusals % EVERY == 0;
        if (lease == null || lease.session.equals(id) || twice) {
            reply.accept(grant(resource, id));
            return;
        }
        long waitNanos = TimeUnit.MILLISECONDS.toNanos(request.get("wait_ms").getAsLong());
        if (waitNanos == 0) {
            throw new ToyError(22, "held by another");
        }
        waiters.add(new Waiter(resource, id, System.nanoTime() + waitNanos, reply));
    }

    private JsonObject grant(String resource, String session) {
        Lease lease = leases.get(resource);
        if (lease == null || !lease.session.equals(session)) {
            lease = new Lease(session, ++tokens);
            leases.put(resource, lease);
        }
        var reply = new JsonObject();
        reply.addProperty("token", lease.token);
        return reply;
    }

    JsonObject release(JsonObject request) {
        String resource = request.get("resource").getAsString();
        var asked = new Lease(
                request.get("session").getAsString(), request.get("token").getAsLong());
        if (!leases.remove(resource, asked)) {
            throw new ToyError(22, "not held with that token");
        }
        return new JsonObject();
    }

    JsonObject holder(JsonObject request) {
        Lease lease = leases.get(request.get("resource").getAsString());
        JsonObject reply = reply("client", lease == null ? null : sessions.get(lease.session).client);
        reply.addProperty("token", lease == null ? null : lease.token);
        return reply;
    }

    JsonObject guardedRead(JsonObject request) {
        return reply("value", values.get(admitted(request)));
    }

    JsonObject guardedWrite(JsonObject request) {
        values.put(admitted(request), request.get("value").getAsString());
        return new JsonObject();
    }

    private String admitted(JsonObject request) {
        String resource = request.get("resource").getAsString();
        long token = request.get("token").getAsLong();
        if (token < marks.getOrDefault(resource, 0L) && wrong != Wrong.NO_GUARD) {
            throw new ToyError(22, "stale token");
        }
        marks.merge(resource, token, Math::max);
        return resource;
    }

    /** Ends expired leases, and grants free ones. */
    void tick() {
        long now = System.nanoTime();
        sessions.values().removeIf(session -> now - session.renewedAt > session.ttlNanos * (1 + DRIFT));
        leases.values().removeIf(lease -> !sessions.containsKey(lease.session));
        for (Iterator<Waiter> waiting = waiters.iterator(); waiting.hasNext(); ) {
            Waiter waiter = waiting.next();
            boolean gone = !sessions.containsKey(waiter.session);
            if (!gone && !leases.containsKey(waiter.resource)) {
                waiter.reply.accept(grant(waiter.resource, waiter.session));
                waiting.remove();
            } else if (gone || now - waiter.until > 0) {
                waiter.reply.accept(ToyNode.error(22, "held by another"));
                waiting.remove();
            }
        }
    }
}
