package io.arbiter.chaos.bench.lease;

import io.arbiter.client.gate.SendTime;
import java.util.Map;
import java.util.TreeMap;

/** What a client holds under its session: what it works on, what it does not know of, and what it must not touch. */
final class Belongings {
    /** Held without anybody's wish: grants whose answers were lost. To be released. */
    private final Map<String, Long> strays = new TreeMap<>();
    /** Tokens under which a write may still be on its way: never to be read or written under again. */
    private final Map<String, Long> tainted = new TreeMap<>();
    private Tenure tenure;

    /** What it works on; null if nothing. */
    Tenure tenure() {
        return tenure;
    }

    void begin(Tenure granted) {
        strays.remove(granted.resource());
        tenure = granted;
    }

    /** Given up or lost. */
    void endTenure() {
        if (tenure != null) {
            tenure.gate().end();
            tenure = null;
        }
    }

    void endAll() {
        endTenure();
        strays.clear();
        tainted.clear();
    }

    /** Nobody knows whether a write under that lease was done. */
    void taint(Tenure held) {
        tainted.put(held.resource(), held.token());
    }

    boolean isTainted(String resource, long token) {
        return tainted.getOrDefault(resource, 0L) == token;
    }

    /**
     * What the arbiter says is held, against what the client believes.
     *
     * @param sentAt when the renewal was sent that told it
     * @param mayBeGranted whether an acquire or a release is under way, which the renewal may or may not know of
     */
    void review(SendTime sentAt, Map<String, Long> held, boolean mayBeGranted) {
        if (tenure != null && tenure.isKnownTo(sentAt)) {
            Long token = held.get(tenure.resource());
            if (token == null || token != tenure.token()) {
                endTenure();
            }
        }
        if (tenure == null && !mayBeGranted) {
            strays.putAll(held);
        }
    }

    boolean hasStrays() {
        return !strays.isEmpty();
    }

    /** One of the strays, which is one no longer. */
    Map.Entry<String, Long> takeStray() {
        Map.Entry<String, Long> stray = strays.entrySet().iterator().next();
        Map.Entry<String, Long> taken = Map.entry(stray.getKey(), stray.getValue());
        strays.remove(stray.getKey());
        return taken;
    }
}
