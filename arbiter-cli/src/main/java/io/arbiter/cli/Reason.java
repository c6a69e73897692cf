package io.arbiter.cli;

import java.util.Arrays;
import java.util.Optional;

/** The server's reasons (docs/reasons.md): what each means for the exit code, and what to do about it. */
enum Reason {
    INVALID_REQUEST(ExitCode.USAGE, Fate.REFUSED, "correct the named field"),
    SESSION_UNKNOWN(ExitCode.NOT_FOUND, Fate.REFUSED, "list the sessions: arbiter session ls"),
    SESSION_ENDED(ExitCode.REFUSED, Fate.REFUSED,
    "its leases are gone with it; acquire again in a new session"),
    LEASE_HELD(ExitCode.REFUSED, Fate.REFUSED,
        "wait for it with --wait 30s, or see what stands in the way: arbiter lease explain RESOURCE"),
    STALE_TOKEN(ExitCode.REFUSED, Fate.REFUSED,
        "the lease has moved on; look with: arbiter lease get RESOURCE, and decide again"),
    NOT_HELD(ExitCode.REFUSED, Fate.REFUSED, "nobody holds it, so there is nothing to change"),
    HANDOVER_TARGET_NOT_WAITING(ExitCode.REFUSED, Fate.REFUSED,
        "the receiver must wait for the lease first: arbiter lease acquire RESOURCE --wait 60s, there"),
    WAIT_CANCELLED(ExitCode.REFUSED, Fate.REFUSED,
    "another call gave up this wait; repeat it if it is still wanted"),
    LOCK_DELAY(ExitCode.REFUSED, Fate.REFUSED,
        "the last holder asked for a delay after its expiry; wait with --wait, or look: arbiter lease "
                + "explain RESOURCE"),
    RECORD_VERSION_MISMATCH(ExitCode.REFUSED, Fate.REFUSED,
    "read it again with: arbiter record get RESOURCE"),
    RECORD_SUPERSEDED(ExitCode.REFUSED, Fate.REFUSED,
    "a newer write is there; read it: arbiter record get RESOURCE"),
    TOO_MANY(ExitCode.REFUSED, Fate.REFUSED,
    "free some, or raise the named limit in the server's configuration"),
    OVERLOADED(ExitCode.UNAVAILABLE, Fate.NOT_DONE, "repeat it after a while"),
    NO_LEADER(ExitCode.UNAVAILABLE, Fate.NOT_DONE, "see which nodes are missing: arbiter status"),
    NOT_LEADER(ExitCode.UNAVAILABLE, Fate.NOT_DONE, "the leader is changing; repeat it"),
    SHUTTING_DOWN(ExitCode.UNAVAILABLE, Fate.NOT_DONE, "ask another node: --endpoints"),
    OUTCOME_UNKNOWN(ExitCode.OUTCOME_UNKNOWN, Fate.UNKNOWN,
    "look whether it was done (arbiter lease get), then decide"),
    DEADLINE_EXCEEDED(ExitCode.TIMED_OUT, Fate.NOT_DONE,
    "allow more time with --timeout, or see: arbiter status"),
    HISTORY_COMPACTED(ExitCode.REFUSED, Fate.REFUSED,
        "read the present state (arbiter lease ls), then watch from the oldest revision that is left"),
    REVISION_AHEAD(ExitCode.REFUSED, Fate.REFUSED, "leave --from out to watch from now on"),
    WATCHER_TOO_SLOW(ExitCode.UNAVAILABLE, Fate.NOT_DONE, "read faster, or watch fewer resources");

    /** What became of the request. */
    enum Fate {
        /** Answered with no: another node would say the same. */
        REFUSED,
        /** Definitely not done: may be asked of another node. */
        NOT_DONE,
        /** Nobody can say. */
        UNKNOWN
    }

    private final ExitCode code;
    private final Fate fate;
    private final String remedy;

    Reason(ExitCode code, Fate fate, String remedy) {
        this.code = code;
        this.fate = fate;
        this.remedy = remedy;
    }

    static Optional<Reason> named(String name) {
        return Arrays.stream(values()).filter(reason -> reason.name().equals(name)).findFirst();
    }

    ExitCode code() {
        return code;
    }

    Fate fate() {
        return fate;
    }

    String remedy() {
        return remedy;
    }
}
