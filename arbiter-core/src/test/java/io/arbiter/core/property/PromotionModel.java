package io.arbiter.core.property;

import static io.arbiter.core.promotion.PromotionState.CANCELLED;
import static io.arbiter.core.promotion.PromotionState.COMPLETED;
import static io.arbiter.core.promotion.PromotionState.DRAINING;
import static io.arbiter.core.promotion.PromotionState.FAILED;
import static io.arbiter.core.promotion.PromotionState.FENCING;
import static io.arbiter.core.promotion.PromotionState.GRANTED;
import static io.arbiter.core.promotion.PromotionState.REQUESTED;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.command.PromotionRequest.Mode;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.policy.Violation;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.promotion.PromotionFailure;
import io.arbiter.core.promotion.PromotionState;
import io.arbiter.core.promotion.PromotionStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rules of promotions, stated a second time. */
final class PromotionModel {
    private static final Set<EndReason> WORDS = Set.of(EndReason.RELEASED, EndReason.TRANSFERRED);
    private final Ledger ledger;
    private final Picture picture;

    PromotionModel(Ledger ledger) {
        this.ledger = ledger;
        this.picture = ledger.picture;
    }

    Outcome request(PromotionRequest asked) {
        for (Promotion known : remembered()) {
            PromotionRequest first = known.request();
            boolean sameAuthor = first.by().identity().equals(asked.by().identity());
            if (sameAuthor && first.requestId().equals(asked.requestId())) {
                return first.equals(asked) ? new Outcome.PromotionStored(known) : differs(first, asked);
            }
        }
        Optional<Outcome> refusal = refusal(asked);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String name = asked.resource();
        Fact.Granted holder = picture.held.get(name);
        Fact.Granted left = Optional.ofNullable(picture.confined.get(name))
                .orElseGet(() -> picture.rests.containsKey(name)
                        ? ended(picture.rests.get(name).token())
                        : null);
        Fact.Granted last = holder != null ? holder : left;
        long id = picture.promotionsEver + 1;
        ledger.note(new Fact.Promoted(new Promotion(
                id,
                asked,
                last == null ? "" : picture.region(last.session()),
                last == null ? 0 : last.token(),
                at(REQUESTED))));
        if (holder != null && asked.drains() && !picture.condemned.containsKey(name)) {
            move(id, DRAINING);
            mark(holder, target(name).orElseThrow());
        } else if (holder != null || picture.rests.containsKey(name)) {
            fence(id);
        } else {
            ledger.grantNext(name, 0, 0);
        }
        return stored(id);
    }

    private static Outcome differs(PromotionRequest first, PromotionRequest asked) {
        Map<String, List<Object>> terms = Map.of(
                "resource", List.of(first.resource(), asked.resource()),
                "to_region", List.of(first.toRegion(), asked.toRegion()),
                "mode", List.of(first.mode(), asked.mode()),
                "trigger", List.of(first.trigger(), asked.trigger()),
                "expected_token", List.of(first.expectedToken(), asked.expectedToken()),
                "accept_data_loss", List.of(first.acceptsDataLoss(), asked.acceptsDataLoss()),
                "override", List.of(first.overrides(), asked.overrides()));
        return Stream.of("resource", "to_region", "mode", "trigger", "expected_token", "accept_data_loss", "override")
                .filter(term -> !terms.get(term).get(0).equals(terms.get(term).get(1)))
                .findFirst()
                .map(term ->
                        new Refusal.RepeatDiffers(term, terms.get(term).get(0).toString()))
                .orElseThrow();
    }

    private Optional<Outcome> refusal(PromotionRequest asked) {
        String name = asked.resource();
        Fact.Granted holder = picture.held.get(name);
        Optional<Promotion> open = picture.promotionOf(name);
        if (open.isPresent()) {
            return Optional.of(new Refusal.PromotionOpen(open.get()));
        }
        if (asked.expectedToken() != 0) {
            Optional<Outcome> stale = new Refusals(picture).stale(name, asked.expectedToken());
            if (stale.isPresent()) {
                return stale;
            }
        }
        if (holder != null && picture.region(holder.session()).equals(asked.toRegion())) {
            return Optional.of(new Refusal.AlreadyInRegion(picture.lease(holder)));
        }
        Optional<Violation> violation = ledger.policies.regionViolation(name, asked.toRegion());
        if (violation.isPresent()) {
            return Optional.of(new Refusal.RegionForbidden(name, violation.get()));
        }
        if (firstOf(asked.toRegion(), name).isEmpty()) {
            return Optional.of(new Refusal.NobodyWaits(name, asked.toRegion()));
        }
        Fact.Cooling cooling = picture.cooling.get(name);
        if (cooling != null && !asked.overrides()) {
            return Optional.of(new Refusal.CoolingDown(name, cooling.promotion()));
        }
        return refusalOfForce(asked, holder).or(() -> refusalOfMachine(asked));
    }

    private Optional<Outcome> refusalOfForce(PromotionRequest asked, Fact.Granted holder) {
        String name = asked.resource();
        if (asked.mode() != Mode.GRACEFUL) {
            return asked.acceptsDataLoss() ? Optional.empty() : Optional.of(new Refusal.DataLossNotAccepted(name));
        }
        boolean willing =
                holder != null ? !picture.condemned.containsKey(name) : WORDS.contains(picture.lastEnds.get(name));
        return willing ? Optional.empty() : Optional.of(new Refusal.NobodyToDrain(name));
    }

    private Optional<Outcome> refusalOfMachine(PromotionRequest asked) {
        var pause = ledger.pauses.of(asked.resource());
        boolean machine = asked.trigger() == PromotionRequest.Trigger.AUTOMATED;
        if (machine && (pause.isPresent() || ledger.policies.isManual(asked.resource()))) {
            return Optional.of(new Refusal.AutomationForbidden(asked.resource(), pause));
        }
        return picture.mayOpenAnotherPromotion()
                ? Optional.empty()
                : Optional.of(new Refusal.LimitExceeded("promotions", picture.promotionsOpen.size()));
    }

    private List<Promotion> remembered() {
        return Stream.concat(picture.promotionsOpen.values().stream(), picture.rememberedPromotions().stream())
                .toList();
    }

    private Optional<Promotion> find(long id, String name) {
        return remembered().stream()
                .filter(p -> p.id() == id && p.resource().equals(name))
                .findAny();
    }

    private Outcome stored(long id) {
        return new Outcome.PromotionStored(
                remembered().stream().filter(p -> p.id() == id).findAny().orElseThrow());
    }

    private Fact.Granted ended(long token) {
        return picture.leasesOver.stream()
                .map(Fact.LeaseOver::granted)
                .filter(granted -> granted.token() == token)
                .findAny()
                .orElseThrow();
    }

    Outcome cancel(Command.CancelPromotion command) {
        Promotion found = find(command.promotion(), command.resource()).orElse(null);
        if (found == null) {
            return new Refusal.PromotionUnknown(command.resource(), command.promotion());
        } else if (found.state() != CANCELLED && !isPending(found)) {
            return new Refusal.PromotionSettled(found);
        } else if (isPending(found)) {
            ledger.note(new Fact.Promoted(found.cancelled(at(CANCELLED), command.by())));
            unmark(found);
        }
        return stored(found.id());
    }

    Outcome complete(Command.CompletePromotion command) {
        String name = command.lease().resource();
        Promotion found = find(command.promotion(), name).orElse(null);
        if (found == null) {
            return new Refusal.PromotionUnknown(name, command.promotion());
        }
        boolean itsToken = found.grantedToken() == command.lease().token();
        if (found.state() == COMPLETED && itsToken) {
            return stored(found.id());
        }
        Optional<Outcome> stale = new Refusals(picture).stale(command.lease());
        if (stale.isPresent()) {
            return stale.get();
        } else if (found.state() != GRANTED || !itsToken) {
            return new Refusal.PromotionSettled(found);
        }
        move(found.id(), COMPLETED);
        return stored(found.id());
    }

    Outcome endPeriod(Command.EndPeriod command) {
        String name = command.resource();
        String period = command.kind() + " " + command.id();
        if (!picture.periods().getOrDefault(name, List.of()).contains(period)) {
            return new Refusal.ConditionFailed();
        }
        switch (command.kind()) {
            case CONDEMNATION -> {
                Fact.Condemned fact = picture.condemned.get(name);
                long session = fact.granted().session();
                if (picture.renewals.getOrDefault(session, 0L) == fact.renewals()) {
                    ledger.endSession(session, EndReason.EXPIRED);
                } else {
                    ledger.endUnreleased(name, EndReason.CONDEMNED);
                }
            }
            case COOL_DOWN -> ledger.note(new Fact.CoolAgain(name));
            case COMPLETION -> fail(command.id(), PromotionFailure.NOT_COMPLETED);
            case DRAIN -> {
                if (picture.promotionsOpen.get(command.id()).request().mode() == Mode.GRACEFUL) {
                    fail(command.id(), PromotionFailure.DRAIN_TIMEOUT);
                } else {
                    fence(command.id());
                }
            }
        }
        return new Outcome.PeriodEnded();
    }

    // ---- what others tell

    private static boolean isPending(Promotion promotion) {
        return promotion.state() == DRAINING || promotion.state() == FENCING || promotion.state() == REQUESTED;
    }

    private Optional<Promotion> pending(String name) {
        return picture.promotionOf(name).filter(PromotionModel::isPending);
    }

    /** Of the pending promotion, if a receiver in another region would cross it. */
    Optional<Outcome> crossedBy(String name, long receiver) {
        return pending(name)
                .filter(p -> !p.request().toRegion().equals(picture.region(receiver)))
                .map(Refusal.PromotionOpen::new);
    }

    Optional<Outcome> pendingRefusal(String name) {
        return pending(name).map(Refusal.PromotionOpen::new);
    }

    private Optional<Long> firstOf(String region, String name) {
        return picture.queue(name).keySet().stream()
                .filter(session -> picture.region(session).equals(region))
                .findFirst();
    }

    /** Whom a promotion wants to be next. */
    Optional<Long> target(String name) {
        return pending(name).flatMap(p -> firstOf(p.request().toRegion(), name));
    }

    long wish(String name) {
        return pending(name)
                .filter(p -> p.state() == DRAINING)
                .flatMap(p -> target(name))
                .orElse(0L);
    }

    void ending(String name, EndReason reason) {
        Promotion open = picture.promotionOf(name).orElse(null);
        if (open != null && open.state() == GRANTED) {
            fail(open.id(), PromotionFailure.GRANTEE_GONE);
        } else if (open != null && open.state() == DRAINING && !WORDS.contains(reason)) {
            if (open.request().mode() == Mode.GRACEFUL) {
                fail(open.id(), PromotionFailure.HOLDER_GONE);
            } else {
                move(open.id(), FENCING);
            }
        }
    }

    void granted(Fact.Granted granted) {
        Promotion open = picture.promotionOf(granted.resource()).orElse(null);
        if (open == null) {
            return;
        }
        boolean there = open.request().toRegion().equals(picture.region(granted.session()));
        boolean heir = granted.basis() == GrantBasis.TAKEN_OVER;
        if (open.state() == GRANTED && there) {
            ledger.note(new Fact.Promoted(open.grantedAs(granted.token())));
        } else if (open.state() == GRANTED) {
            fail(open.id(), PromotionFailure.GRANTEE_GONE);
        } else if (there && heir && open.request().mode() == Mode.GRACEFUL) {
            fail(open.id(), PromotionFailure.HOLDER_GONE);
        } else if (there) {
            ledger.note(new Fact.Promoted(open.granted(at(GRANTED), granted.token())));
            long millis = ledger.policies.coolDownMillis(granted.resource());
            ledger.note(
                    millis == 0
                            ? new Fact.CoolAgain(granted.resource())
                            : new Fact.Cooling(granted.resource(), open.id(), millis * 1_000_000));
        } else {
            mark(granted, wish(granted.resource()));
        }
    }

    void left(String name) {
        pending(name).filter(p -> target(name).isEmpty()).ifPresent(p -> fail(p.id(), PromotionFailure.TARGET_GONE));
    }

    void stopMachines() {
        for (Promotion open : List.copyOf(picture.promotionsOpen.values())) {
            boolean machine = isPending(open) && open.request().trigger() == PromotionRequest.Trigger.AUTOMATED;
            if (machine && ledger.pauses.of(open.resource()).isPresent()) {
                fail(open.id(), PromotionFailure.PAUSED);
            } else if (machine && ledger.policies.isManual(open.resource())) {
                fail(open.id(), PromotionFailure.FAILOVER_MANUAL);
            }
        }
    }

    // ---- steps

    private PromotionStep at(PromotionState state) {
        return new PromotionStep(state, ledger.now.index(), ledger.now.wallMillis());
    }

    private void move(long id, PromotionState state) {
        ledger.note(new Fact.Promoted(picture.promotionsOpen.get(id).with(at(state))));
    }

    private void fence(long id) {
        move(id, FENCING);
        String name = picture.promotionsOpen.get(id).resource();
        Fact.Granted holder = picture.held.get(name);
        if (holder != null && !picture.condemned.containsKey(name)) {
            long renewals = picture.renewals.getOrDefault(holder.session(), 0L);
            ledger.note(new Fact.Condemned(holder, renewals, id));
        }
    }

    private void fail(long id, PromotionFailure why) {
        Promotion open = picture.promotionsOpen.get(id);
        ledger.note(new Fact.Promoted(open.failed(at(FAILED), why)));
        unmark(open);
    }

    private void unmark(Promotion before) {
        Fact.Granted holder = picture.held.get(before.resource());
        if (before.state() == DRAINING && holder != null) {
            mark(holder, 0);
        }
    }

    private void mark(Fact.Granted holder, long receiver) {
        if (picture.marks.getOrDefault(holder.token(), 0L) != receiver) {
            ledger.note(new Fact.Marked(holder, receiver));
        }
    }
}
