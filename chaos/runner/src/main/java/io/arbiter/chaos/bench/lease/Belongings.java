package io.arbiter.chaos.bench.lease;

import io.arbiter.client.gate.SendTime;
import java.util.Map;
import java.util.TreeMap;

/** A client's leases under its session: the one it works on, those it does not know of, and those it must not touch. */
final class Belongings {
    /** Held though nobody wants them: grants whose answers were lost. To be released. */
    private final Map<String, Long> strays = new TreeMap<>();
    /** Tokens under which a write may still be in flight: never to be read or written under again. */
    private final Map<String, Long> tainted = new TreeMap<>();

    private Tenure tenure;

    /** The lease that it works on; null if none. */
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

    /** It is unknown whether a write under that lease was done. */
    void taint(Tenure held) {
        tainted.put(held.resource(), held.token());
    }

    boolean isTainted(String resource, long token) {
        return tainted.getOrDefault(resource, 0L) == token;
    }

    /**
     * Compares the leases that the arbiter reports with the client's own view.
     *
     * @param sentAt when the renewal was sent that reported them
     * @param mayBeGranted whether an acquire or a release is in flight, which the renewal may or may not know of
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

    /** Removes and returns one of the strays. */
    Map.Entry<String, Long> takeStray() {
        Map.Entry<String, Long> stray = strays.entrySet().iterator().next();
        Map.Entry<String, Long> taken = Map.entry(stray.getKey(), stray.getValue());
        strays.remove(stray.getKey());
        return taken;
    }
}
