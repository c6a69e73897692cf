package io.arbiter.server.limit;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.expiry.MonotonicClock;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.metrics.Meters;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Counts what each identity uses of this node. It is remembered while something of it is open, or its second of
 * requests is not over; of those that are gone at most {@value #REMEMBERED}. Thread-safe.
 */
public final class Admission {
    /** Beyond it, identities that have nothing open are forgotten, and their requests begin anew. */
    static final int REMEMBERED = 4_096;

    private static final List<String> NAMES = List.of(
            "identity_connections",
            "identity_streams",
            "identity_watches",
            "identity_calls",
            "identity_requests_per_second",
            "identity_sessions",
            "identity_leases",
            "requests_per_second",
            "watches");

    private static final Set<Reason> OF_LIMITS = Set.of(Reason.LIMIT_EXCEEDED, Reason.RATE_LIMITED);

    private final CallerLimits limits;
    private final MonotonicClock clock;
    private final TokenBucket all;
    private final Counter refusals =
            Meters.counter("arbiter_limit_refusals_total", "What a limit refused, by the limit's name", "limit");
    private final Map<String, Counts> byIdentity = new HashMap<>();

    private static final class Counts {
        private final int[] open = new int[Countable.values().length];
        private final TokenBucket requests;

        Counts(TokenBucket requests) {
            this.requests = requests;
        }

        int open(Countable what) {
            return open[what.ordinal()];
        }

        void change(Countable what, int by) {
            open[what.ordinal()] += by;
        }

        boolean isForgettable() {
            return Arrays.stream(open).allMatch(each -> each == 0);
        }
    }

    public Admission(CallerLimits limits, MonotonicClock clock, PrometheusRegistry registry) {
        registry.register(refusals);
        NAMES.forEach(refusals::initLabelValues); // so that a rate is known from the first refusal on
        this.limits = limits;
        this.clock = clock;
        this.all = new TokenBucket(limits.requestsPerSecond(), clock.nanos());
    }

    /** Bounds nothing. */
    public static Admission unlimited(MonotonicClock clock) {
        return new Admission(CallerLimits.NONE, clock, new PrometheusRegistry());
    }

    /**
     * Counts one more.
     *
     * @throws CallException if the caller has as many open as it may
     */
    public Slot open(Countable what, Principal caller) {
        if (caller.isNobody()) {
            return new Slot(() -> {});
        }
        synchronized (this) {
            Counts counts = counts(caller);
            int limit = what.limit(limits);
            int open = counts.open(what);
            if (open >= limit) {
                throw new CallException(
                        Reason.LIMIT_EXCEEDED,
                        caller + " has " + open + " " + what.plural() + " at this node, expected at most " + limit
                                + "; close some, use another node, or raise limits.identity for it",
                        what.limitName(),
                        limit);
            }
            counts.change(what, 1);
        }
        return new Slot(() -> close(what, caller));
    }

    private synchronized void close(Countable what, Principal caller) {
        Counts counts = byIdentity.get(caller.identity());
        counts.change(what, -1);
        if (counts.isForgettable() && counts.requests.isFull(clock.nanos())) {
            byIdentity.remove(caller.identity());
        }
    }

    /** Counts a request; or returns why it is one too many, with the time after which it may not be. */
    public Optional<CallException> request(Principal caller) {
        long now = clock.nanos();
        if (!caller.isNobody()) {
            long own = requests(caller).take(now);
            if (own > 0) {
                return Optional.of(tooMany(
                        caller + " makes", "identity_requests_per_second", limits.identityRequestsPerSecond(), own));
            }
        }
        long wait = all.take(now);
        return wait == 0
                ? Optional.empty()
                : Optional.of(tooMany("all callers make", "requests_per_second", limits.requestsPerSecond(), wait));
    }

    /** Counts the answer of a limit; of anything else it takes no notice. */
    public void countRefusal(CallException answer) {
        if (OF_LIMITS.contains(answer.reason())) {
            refusals.labelValues(answer.metadata().get("limit")).inc();
        }
    }

    private synchronized TokenBucket requests(Principal caller) {
        return counts(caller).requests;
    }

    private static CallException tooMany(String who, String limit, int perSecond, long nanos) {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
        return new CallException(
                Reason.RATE_LIMITED,
                who + " more than " + perSecond + " requests a second at this node; nothing was done, ask again in "
                        + millis + " ms, and make fewer",
                limit,
                perSecond,
                millis);
    }

    private Counts counts(Principal caller) {
        Counts known = byIdentity.get(caller.identity());
        if (known != null) {
            return known;
        }
        if (byIdentity.size() >= REMEMBERED) {
            byIdentity.values().removeIf(Counts::isForgettable);
        }
        var fresh = new Counts(new TokenBucket(limits.identityRequestsPerSecond(), clock.nanos()));
        byIdentity.put(caller.identity(), fresh);
        return fresh;
    }

    /** How many identities are remembered. */
    synchronized int identities() {
        return byIdentity.size();
    }
}
