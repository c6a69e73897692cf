package io.arbiter.chaos.cluster.verdict;

import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * S3 by real time: no gate is seen open later than one TTL after the send of the newest renewal (or the opening) of
 * its session that had been acknowledged by then. Sends are taken from the wire, not from the library; a repeated
 * opening counts from its first attempt.
 */
public final class GateBound implements Checker {
    private static final String NAME = "gate bound";

    private final Duration ttl;

    public GateBound(Duration ttl) {
        this.ttl = ttl;
    }

    @Override
    public Verdict check(History history) {
        List<Call> calls = history.calls();
        Map<Long, List<Call>> renewals = calls.stream()
                .filter(GateBound::renews)
                .filter(Call::isOk)
                .collect(Collectors.groupingBy(call -> call.result().number("session")));
        List<Call> gates = calls.stream()
                .filter(call -> call.is("gate"))
                .filter(Call::isOk)
                .toList();
        return gates.stream()
                .map(gate -> judge(gate, renewals))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> Verdict.valid(
                        NAME,
                        gates.size() + " times that a gate was open, each within " + ttl.toMillis()
                                + " ms of an acknowledged renewal's send"));
    }

    private static boolean renews(Call call) {
        return call.is("renew") || call.is("open");
    }

    private Verdict judge(Call gate, Map<Long, List<Call>> renewals) {
        long end = gate.result().time();
        Optional<Call> newest = renewals.getOrDefault(gate.invocation().number("session"), List.of()).stream()
                .filter(renewal -> renewal.result().time() <= end)
                .max((one, other) ->
                        Long.compare(one.invocation().time(), other.invocation().time()));
        if (newest.isEmpty()) {
            return Verdict.invalid(
                    NAME,
                    "a gate was open though nothing of its session had been acknowledged",
                    List.of(gate.invocation(), gate.result()));
        }
        long since = end - newest.get().invocation().time();
        return since <= ttl.toNanos()
                ? null
                : Verdict.invalid(
                        NAME,
                        "a gate was open " + since / 1_000_000
                                + " ms after the send of its session's last acknowledged renewal; the TTL is "
                                + ttl.toMillis()
                                + " ms",
                        List.of(newest.get().invocation(), newest.get().result(), gate.invocation(), gate.result()));
    }
}
