package io.arbiter.chaos.cluster.verdict;

import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.testsupport.html.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * S7: each lease of a dead holder reaches one of the clients that waited for it, within the bound.
 *
 * <p>A death is a remark {@code death} with {@code phase} begin, the {@code region} whose holder died, and whether the
 * {@code leader} died with it. The election is over when any client's request, made after the death, was answered.
 */
public final class FailoverBound implements Checker {
    private static final String NAME = "failover (S7)";
    private static final Set<String> OF_ARBITER = Set.of("holder", "read", "acquire", "release", "write", "cas");

    private final Timing timing;

    public FailoverBound(Timing timing) {
        this.timing = timing;
    }

    /** A lease that passed on, or did not. */
    private record Failover(Operation death, Call held, List<Call> waits) {
        Optional<Call> next() {
            return waits.stream()
                    .filter(Call::isOk)
                    .min(Comparator.comparingLong(call -> call.result().time()));
        }

        Duration took() {
            return Duration.ofNanos(next().orElseThrow().result().time() - death.time());
        }
    }

    @Override
    public Verdict check(History history) {
        List<Call> calls = history.calls().stream()
                .filter(call -> OF_ARBITER.contains(call.invocation().f()))
                .toList();
        List<Failover> failovers = new ArrayList<>();
        history.faults().stream()
                .filter(fault ->
                        fault.f().equals("death") && fault.text("phase").equals("begin"))
                .forEach(death -> failovers.addAll(failovers(death, calls)));
        var stalls = new Stalls(history.faults());
        for (Failover failover : failovers) {
            Optional<String> wrong = judge(failover, calls, stalls);
            if (wrong.isPresent()) {
                return Verdict.invalid(NAME, wrong.get(), evidence(failover));
            }
        }
        Duration longest = failovers.stream()
                .map(Failover::took)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return Verdict.valid(
                NAME, failovers.size() + " leases of dead holders passed on within " + seconds(longest) + " at most");
    }

    /** Leases that the dead region's clients held, had not released, and others waited for. */
    private static List<Failover> failovers(Operation death, List<Call> calls) {
        Map<String, List<Call>> granted = calls.stream()
                .filter(call -> call.is("acquire"))
                .filter(call -> call.isOk() && call.result().time() <= death.time())
                .collect(Collectors.groupingBy(call -> call.invocation().text("resource")));
        List<Failover> failovers = new ArrayList<>();
        granted.forEach((resource, grants) -> {
            Call newest = grants.stream()
                    .max(Comparator.comparingLong(call -> call.result().number("token")))
                    .orElseThrow();
            List<Call> waits = waits(resource, death, calls);
            if (isOf(death.text("region"), newest) && !letGo(newest, death, calls) && !waits.isEmpty()) {
                failovers.add(new Failover(death, newest, waits));
            }
        });
        return failovers;
    }

    private static List<Call> waits(String resource, Operation death, List<Call> calls) {
        return calls.stream()
                .filter(call -> call.is("acquire")
                        && resource.equals(call.invocation().text("resource"))
                        && !isOf(death.text("region"), call)
                        && call.invocation().time() < death.time()
                        && call.completion()
                                .map(done -> done.time() > death.time())
                                .orElse(true))
                .toList();
    }

    private static boolean letGo(Call grant, Operation death, List<Call> calls) {
        long token = grant.result().number("token");
        return calls.stream()
                .anyMatch(call -> call.is("release")
                        && call.invocation().number("token") == token
                        && call.invocation().time() < death.time());
    }

    private static boolean isOf(String region, Call call) {
        return call.invocation().text("client").startsWith(region + "/");
    }

    private Optional<String> judge(Failover failover, List<Call> calls, Stalls stalls) {
        String lease = failover.held().invocation().text("resource") + " of "
                + failover.death().text("region");
        if (failover.next().isEmpty()) {
            return Optional.of("the lease of " + lease + " never reached one of the "
                    + failover.waits().size() + " who waited");
        }
        long died = failover.death().time();
        Optional<Duration> election = calls.stream()
                .filter(call -> call.isOk() && call.invocation().time() > died)
                .map(call -> Duration.ofNanos(call.result().time() - died))
                .min(Comparator.naturalOrder());
        Duration took = failover.took();
        Duration elected = election.orElse(took);
        Duration stalled = Duration.ofNanos(
                stalls.nanos(died, died + took.toNanos(), failover.death().text("region")));
        boolean leaderDied = Boolean.TRUE.equals(failover.death().value().get("leader"));
        Duration bound = (leaderDied ? timing.boundWithRenewalOnItsWay(elected) : timing.bound(elected)).plus(stalled);
        return took.compareTo(bound) <= 0
                ? Optional.empty()
                : Optional.of("the lease of " + lease + " took "
                        + seconds(took) + " to reach the next waiter; the bound is " + seconds(bound)
                        + ", with an election of "
                        + seconds(elected) + " and " + seconds(stalled) + " in which this machine stalled");
    }

    private static List<Operation> evidence(Failover failover) {
        List<Operation> evidence = new ArrayList<>(List.of(failover.held().result(), failover.death()));
        failover.next()
                .ifPresentOrElse(
                        next -> evidence.addAll(List.of(next.invocation(), next.result())),
                        () -> failover.waits().forEach(wait -> evidence.add(wait.invocation())));
        return evidence;
    }

    private static String seconds(Duration duration) {
        return Format.of("%.2f s", duration.toNanos() / 1e9);
    }
}
