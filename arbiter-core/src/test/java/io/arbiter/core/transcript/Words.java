package io.arbiter.core.transcript;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Outcome.Holdings;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.pause.Pause;
import io.arbiter.core.policy.Violation;
import io.arbiter.core.promotion.Promotion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Outcomes, events and proposals in words. */
final class Words {
    private final Map<Class<?>, Function<Object, String>> sayings = new LinkedHashMap<>();

    Words() {
        successes();
        refusals();
        events();
        on(Command.ExpireSession.class, c -> "expire s%d seen=%d".formatted(c.session(), c.renewalsSeen()));
        on(Command.EndPeriod.class, c -> "end-period %s %s id=%d".formatted(c.resource(), c.kind(), c.id()));
        on(Command.EndLockDelay.class, c -> "end-lock-delay %s token=%d".formatted(c.resource(), c.token()));
    }

    private void successes() {
        on(Outcome.ClusterFormed.class, o -> "formed as " + o.clusterId());
        on(
                Outcome.SessionOpened.class,
                o -> "opened s%d %s%s"
                        .formatted(
                                o.session(),
                                holdings(o.holdings()),
                                o.waiting().isEmpty() ? "" : " waiting=" + o.waiting()));
        on(
                Outcome.SessionRenewed.class,
                o -> "renewed s" + o.session()
                        + o.holdings().map(h -> " " + holdings(h)).orElse("")
                        + (o.condemned().isEmpty()
                                ? ""
                                : o.condemned().stream()
                                        .map(c -> c.resource() + " token=" + c.token())
                                        .collect(Collectors.joining(", ", " condemned [", "]"))));
        on(Outcome.SessionEnded.class, o -> "ended, with leases: " + o.leasesEnded());
        on(Outcome.LeaseAcquired.class, o -> "acquired " + lease(o.lease()));
        on(Outcome.WaitQueued.class, o -> "queued for %s, ahead: %d".formatted(o.resource(), o.ahead()));
        on(Outcome.WaitCancelled.class, o -> o.wasWaiting() ? "cancelled" : "did not wait");
        on(Outcome.LeaseReleased.class, o -> "released");
        on(Outcome.LeaseTransferred.class, o -> "transferred, new token: " + o.newToken());
        on(Outcome.HandoverRequested.class, o -> "handover noted");
        on(
                Outcome.LeaseBroken.class,
                o -> "broken, next: " + o.next().map(Words::lease).orElse("nobody"));
        on(Outcome.LockDelayEnded.class, o -> "lock delay ended");
        on(
                Outcome.StepsCommitted.class,
                o -> "committed at @%d: %s"
                        .formatted(o.answer().revision(), o.answer().results()));
        on(Outcome.RecordPut.class, o -> "put, version: " + o.version());
        on(Outcome.PoliciesChanged.class, o -> "policies are as asked, version: " + o.version());
        on(Outcome.PromotionStored.class, o -> "promotion " + promotion(o.promotion()));
        on(Outcome.PeriodEnded.class, o -> "period ended");
        on(Outcome.PausesChanged.class, o -> "pauses are as asked, version: " + o.version());
    }

    private void refusals() {
        on(Refusal.SessionUnknown.class, r -> "refused: s%d is unknown".formatted(r.session()));
        on(
                Refusal.SessionOver.class,
                r -> "refused: %s has ended, %s"
                        .formatted(r.session() == 0 ? "its process" : "s" + r.session(), r.reason()));
        on(Refusal.LeaseHeld.class, r -> "refused: held, " + lease(r.by()));
        on(
                Refusal.StaleToken.class,
                r -> "refused: token %d is stale, current is %s".formatted(r.presented(), lease(r.current())));
        on(Refusal.NotHeld.class, r -> "refused: nobody holds %s, presented %d".formatted(r.resource(), r.presented()));
        on(
                Refusal.TargetNotWaiting.class,
                r -> "refused: s%d does not wait for %s".formatted(r.toSession(), r.resource()));
        on(Refusal.UnderLockDelay.class, r -> "refused: %s rests after token %d".formatted(r.resource(), r.token()));
        on(
                Refusal.VersionMismatch.class,
                r -> "refused: %s is at version %d, not %d".formatted(r.resource(), r.actual(), r.expected()));
        on(
                Refusal.Superseded.class,
                r -> "refused: write %d of %s came after write %d"
                        .formatted(r.sequence(), r.resource(), r.lastSequence()));
        on(
                Refusal.StepsForgotten.class,
                r -> "refused: call %d is forgotten, as all up to %d".formatted(r.number(), r.forgottenThrough()));
        on(Refusal.LimitExceeded.class, r -> "refused: more than %d %s".formatted(r.limit(), r.what()));
        on(
                Refusal.RepeatDiffers.class,
                r -> "refused: a repeat with another %s than the first, %s".formatted(r.field(), r.stored()));
        on(Refusal.ConditionFailed.class, r -> "refused: condition failed");
        on(
                Refusal.OutsidePolicy.class,
                r -> "refused: the policy of %s forbids %s, %s"
                        .formatted(scope(r.violation().scope()), r.resource(), violation(r.violation())));
        on(
                Refusal.Confined.class,
                r -> "refused: %s is confined to %s after token %d".formatted(r.resource(), r.region(), r.token()));
        on(
                Refusal.PolicyVersionMismatch.class,
                r -> "refused: the policies are at version %d, not %d".formatted(r.actual(), r.expected()));
        on(
                Refusal.FailoverPaused.class,
                r -> "refused: %s stays in %s after token %d, %s"
                        .formatted(r.resource(), r.region(), r.token(), pause(r.pause())));
        on(Refusal.PromotionOpen.class, r -> "refused: promotion " + promotion(r.open()) + " is under way");
        on(
                Refusal.PromotionUnknown.class,
                r -> "refused: no promotion %d of %s".formatted(r.promotion(), r.resource()));
        on(Refusal.PromotionSettled.class, r -> "refused: promotion " + promotion(r.promotion()));
        on(Refusal.NobodyWaits.class, r -> "refused: nobody in %s waits for %s".formatted(r.region(), r.resource()));
        on(
                Refusal.AlreadyInRegion.class,
                r -> "refused: it is in %s already, %s".formatted(r.held().region(), lease(r.held())));
        on(
                Refusal.RegionForbidden.class,
                r -> "refused: the policy of %s forbids %s, %s"
                        .formatted(scope(r.violation().scope()), r.resource(), violation(r.violation())));
        on(
                Refusal.CoolingDown.class,
                r -> "refused: %s cools down after promotion %d".formatted(r.resource(), r.promotion()));
        on(
                Refusal.DataLossNotAccepted.class,
                r -> "refused: a loss of data of %s is not accepted".formatted(r.resource()));
        on(Refusal.NobodyToDrain.class, r -> "refused: nobody can hand %s over".formatted(r.resource()));
        on(
                Refusal.AutomationForbidden.class,
                r -> "refused: no machine promotes %s, %s"
                        .formatted(r.resource(), r.pause().map(Words::pause).orElse("failover is manual")));
        on(
                Refusal.LeaseCondemned.class,
                r -> "refused: condemned by promotion %d, %s".formatted(r.promotion(), lease(r.lease())));
        on(Refusal.AlreadyPaused.class, r -> "refused: " + pause(r.pause()));
        on(Refusal.NotPaused.class, r -> "refused: failover of %s is not paused".formatted(scope(r.scope())));
        on(
                Refusal.PausesVersionMismatch.class,
                r -> "refused: the pauses are at version %d, not %d".formatted(r.actual(), r.expected()));
    }

    private void events() {
        on(Event.SessionOpened.class, e -> "s%d opened by %s in %s".formatted(e.session(), e.clientId(), e.region()));
        on(Event.SessionEnded.class, e -> "s%d ended: %s%s".formatted(e.session(), e.reason(), by(e.by())));
        on(Event.LeaseGranted.class, e -> "granted " + lease(e.lease()));
        on(
                Event.LeaseEnded.class,
                e -> "ended %s s%d token=%d: %s%s".formatted(e.name(), e.session(), e.token(), e.reason(), by(e.by())));
        on(
                Event.HandoverRequested.class,
                e -> "handover of %s token=%d to s%d asked by %s"
                        .formatted(e.name(), e.token(), e.toSession(), e.actor()));
        on(
                Event.RecordChanged.class,
                e -> "record of %s %s under token=%d, version %d"
                        .formatted(e.name(), e.deleted() ? "deleted" : "written", e.token(), e.version()));
        on(
                Event.PolicyChanged.class,
                e -> "policy of %s %s, version %d"
                        .formatted(scope(e.scope()), e.deleted() ? "deleted" : "put", e.version()));
        on(
                Event.LeaseCondemned.class,
                e -> "condemned %s s%d token=%d by promotion %d"
                        .formatted(e.name(), e.session(), e.token(), e.promotion()));
        on(
                Event.PromotionStepped.class,
                e -> "promotion %d of %s to %s: %s%s%s%s"
                        .formatted(
                                e.promotion(),
                                e.name(),
                                e.toRegion(),
                                e.state(),
                                e.token() == 0 ? "" : " token=" + e.token(),
                                e.failure().map(why -> " " + why).orElse(""),
                                by(e.by())));
        on(Event.CoolDownEnded.class, e -> "cooled %s down after promotion %d".formatted(e.name(), e.promotion()));
        on(Event.FailoverPaused.class, e -> pause(e.pause()));
        on(
                Event.FailoverResumed.class,
                e -> "failover of %s is resumed, version %d%s"
                        .formatted(scope(e.pause().scope()), e.version(), by(Optional.of(e.by()))));
        on(
                Event.WaitForbidden.class,
                e -> "s%d waits no more for %s, %s %s, by version %d of the policy of %s"
                        .formatted(e.session(), e.name(), e.field(), e.found(), e.version(), scope(e.scope())));
        on(
                Event.LeaseConfined.class,
                e -> "confined %s to %s after token=%d".formatted(e.name(), e.region(), e.token()));
        on(
                Event.ConfinementLifted.class,
                e -> "%s is open to other regions than %s after token=%d%s"
                        .formatted(e.name(), e.region(), e.token(), by(Optional.of(e.by()))));
    }

    private static String pause(Pause pause) {
        return "failover of %s is paused since version %d%s"
                .formatted(scope(pause.scope()), pause.version(), by(Optional.of(pause.by())));
    }

    private <T> void on(Class<T> type, Function<T, String> saying) {
        sayings.put(type, object -> saying.apply(type.cast(object)));
    }

    String say(Object object) {
        Function<Object, String> saying = sayings.get(object.getClass());
        if (saying == null) {
            throw new IllegalStateException("no words for " + object);
        }
        return saying.apply(object);
    }

    static String lease(Lease lease) {
        return "%s s%d token=%d %s%s"
                .formatted(
                        lease.resource(),
                        lease.session(),
                        lease.token(),
                        lease.basis(),
                        lease.handoverTo() == 0 ? "" : " handover-to=s" + lease.handoverTo());
    }

    static String span(long nanos) {
        return Duration.ofNanos(nanos).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String scope(String scope) {
        return scope.isEmpty() ? "all" : scope;
    }

    private static String violation(Violation violation) {
        return "%s %s, allowed: %s".formatted(violation.field(), violation.found(), violation.allowed());
    }

    private static String promotion(Promotion promotion) {
        return "%d of %s to %s: %s%s"
                .formatted(
                        promotion.id(),
                        promotion.resource(),
                        promotion.request().toRegion(),
                        promotion.state(),
                        promotion.failure().map(why -> " " + why).orElse(""));
    }

    private static String holdings(Holdings holdings) {
        List<Lease> leases = holdings.leases();
        return "holdings v%d %s"
                .formatted(
                        holdings.version(),
                        leases.stream().map(Words::lease).collect(Collectors.joining(", ", "[", "]")));
    }

    private static String by(Optional<OperatorAction> by) {
        return by.map(i -> " by %s (%s)".formatted(i.actor(), i.comment())).orElse("");
    }
}
