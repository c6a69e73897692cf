package io.arbiter.chaos.bench.lease;

import io.arbiter.chaos.bench.client.Answer;
import io.arbiter.client.gate.SendTime;

/**
 * A held lease, with its holder's knowledge. The chain of its writes starts with a guarded read, which shuts out older
 * writers, and each write builds on the one before.
 */
final class Tenure {
    private final String resource;
    private final String client;
    private final long token;
    private final SendTime since;
    private final GateWatch gate;
    private String base;
    private boolean hasRead;
    private boolean over;
    private boolean unknown;
    private long until;
    private int writesLeft;

    /** @param since after it was granted: renewals that were sent later know of it */
    Tenure(String resource, String client, long token, SendTime since, GateWatch gate, int writes) {
        this.resource = resource;
        this.client = client;
        this.token = token;
        this.since = since;
        this.gate = gate;
        this.writesLeft = writes;
    }

    String resource() {
        return resource;
    }

    String client() {
        return client;
    }

    long token() {
        return token;
    }

    /** The value last read or written; null if there is none. */
    String base() {
        return base;
    }

    boolean hasRead() {
        return hasRead;
    }

    boolean isKnownTo(SendTime renewal) {
        return renewal.isAfter(since);
    }

    GateWatch gate() {
        return gate;
    }

    void read(Answer answer, String value) {
        hasRead = answer.isOk();
        base = value;
        over = answer.isFail();
    }

    /** @param answer OK or FAIL */
    void wrote(Answer answer, String value) {
        base = answer.isOk() ? value : base;
        writesLeft--;
        over = answer.isFail() || writesLeft <= 0;
    }

    /**
     * A write whose fate is unknown may still come: only a newer token shuts it out. The holder writes no more, but
     * holds on until that time.
     */
    void holdOn(long untilNanos) {
        unknown = true;
        until = untilNanos;
    }

    /** Whether the fate of its last write is unknown. */
    boolean isUnknown() {
        return unknown;
    }

    /** Whether there is nothing left to do but to release it. */
    boolean isOver(long nowNanos) {
        return over || unknown && nowNanos > until;
    }
}
