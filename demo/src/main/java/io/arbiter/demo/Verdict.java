package io.arbiter.demo;

import io.arbiter.demo.orders.CommitOrderCheck;
import io.arbiter.demo.orders.OrderRow;
import io.arbiter.demo.report.CheckList;
import io.arbiter.demo.report.Failover;
import io.arbiter.demo.report.Fault;
import io.arbiter.demo.report.S7Bound;
import io.arbiter.demo.report.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges the evidence: every claim of the demo, with the figures behind it. */
final class Verdict {
    private final Evidence evidence;
    private final CheckList checks;

    Verdict(Evidence evidence, CheckList checks) {
        this.evidence = evidence;
        this.checks = checks;
    }

    void judge() {
        int count = evidence.failovers().size();
        checks.check(count == 3, "three failovers", count + " took place");
        evidence.failovers().forEach(this::judge);
        checks.check(
                isNewest(evidence.healedToken()),
                "after all that us-east holds the lease again",
                "token " + evidence.healedToken());
        judgeTable();
        judgeAgreement();
    }

    private boolean isNewest(long token) {
        long newest = evidence.tenures().stream().mapToLong(Tenure::token).max().orElse(0);
        return token > 0 && token == newest;
    }

    private void judge(Failover failover) {
        String name = "(" + failover.fault().number() + ") ";
        checks.check(
                failover.newToken() > failover.oldToken(),
                name + "us-west takes over with a larger token",
                failover.oldToken() + " -> " + failover.newToken());
        judgeGap(name, failover);
        if (failover.fault().kind() == Fault.Kind.PAUSED) {
            long rejected = evidence.rejected(Regions.EAST, failover.oldToken());
            checks.check(
                    rejected > 0,
                    name + "late writes of the resumed us-east are rejected by PostgreSQL",
                    rejected + " rejected with token " + failover.oldToken());
        }
        if (failover.fault().kind() == Fault.Kind.CUT_OFF) {
            judgeGate(name, failover);
        }
    }

    private void judgeGap(String name, Failover failover) {
        S7Bound bound = S7Bound.of(DemoOptions.TTL, failover.leaderLost());
        Optional<Failover.Gap> gap = failover.gap(evidence.rows());
        Duration stalled = gap.map(found -> evidence.stalled(found.lastOld(), found.firstNew()))
                .orElse(Duration.ZERO);
        Duration allowance = S7Bound.ALLOWANCE.plus(stalled);
        Duration limit = bound.totalIfRenewalOnItsWay().plus(allowance);
        checks.check(
                gap.isPresent() && gap.get().length().compareTo(limit) <= 0,
                name + "gap in writes within the bound",
                gap.map(found -> describe(found.length(), bound, stalled)).orElse("one of the two tokens has no row"));
    }

    private static String describe(Duration gap, S7Bound bound, Duration stalled) {
        String text = String.format(
                Locale.ROOT,
                "%.2f s; %s, and %.1f s of allowance",
                S7Bound.seconds(gap),
                bound.describe(),
                S7Bound.seconds(S7Bound.ALLOWANCE));
        if (!stalled.isZero()) {
            text += String.format(Locale.ROOT, " and %.2f s in which this machine stalled", S7Bound.seconds(stalled));
        }
        if (gap.compareTo(bound.total().plus(S7Bound.ALLOWANCE).plus(stalled)) <= 0) {
            return text;
        }
        return String.format(
                Locale.ROOT,
                "%s; %.2f s if a renewal was on its way when the leader died",
                text,
                S7Bound.seconds(bound.totalIfRenewalOnItsWay()));
    }

    /**
     * Both times are of this machine's one clock, and each errs to the check's disadvantage: see GateWatch,
     * Tenure.
     */
    private void judgeGate(String name, Failover failover) {
        Fault cut = failover.fault();
        Optional<Instant> closed = evidence.gateClosed(Regions.EAST, failover.oldToken(), cut.from());
        Optional<Instant> granted = evidence.tenure(failover.newToken()).map(Tenure::granted);
        boolean both = closed.isPresent() && granted.isPresent();
        checks.check(
                both && closed.get().isBefore(granted.get()),
                name + "us-east's gate closed by itself before us-west was granted",
                both ? describe(cut.from(), closed.get(), granted.get()) : "closing or grant is missing");
        long refused = evidence.refusedByGate(Regions.EAST, cut);
        checks.check(
                refused > 0,
                name + "us-east was read-only while it was cut off",
                refused + " writes were refused by its gate");
    }

    private static String describe(Instant cut, Instant closed, Instant granted) {
        return String.format(
                Locale.ROOT,
                "closed %.3f s and granted %.3f s after the cut: %d ms apart",
                S7Bound.seconds(Duration.between(cut, closed)),
                S7Bound.seconds(Duration.between(cut, granted)),
                Duration.between(closed, granted).toMillis());
    }

    private void judgeTable() {
        List<String> violations = CommitOrderCheck.violations(evidence.rows());
        checks.check(
                violations.isEmpty() && !evidence.rows().isEmpty(),
                "tokens never go back in commit order",
                violations.isEmpty() ? evidence.rows().size() + " rows" : String.join("; ", violations));
    }

    private void judgeAgreement() {
        Optional<OrderRow> stranger = evidence.rows().stream()
                .filter(row -> evidence.tenure(row.token())
                        .filter(tenure -> tenure.region().equals(row.region()))
                        .isEmpty())
                .findFirst();
        checks.check(
                stranger.isEmpty(),
                "every row carries a token that the arbiter granted to its region",
                stranger.map(row -> "not row " + row.position() + ", token " + row.token())
                        .orElse(evidence.tenures().size() + " grants"));
    }
}
