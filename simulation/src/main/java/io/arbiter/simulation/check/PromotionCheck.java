package io.arbiter.simulation.check;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.State;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.promotion.PromotionState;
import io.arbiter.simulation.time.Env;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * At most one promotion of a resource is under way, a graceful one grants nothing without the holder's word, and none
 * begins before the cool-down is over, by true time. Knows promotions from the requests and the events, and not from
 * the ledger. That no two gates are open is {@link GateCheck}'s.
 */
final class PromotionCheck {
    private final Env env;
    private final Supplier<State> state;
    private final Map<String, Long> open = new TreeMap<>();
    private final Map<Long, PromotionRequest> requests = new TreeMap<>();
    private final Map<String, EndReason> lastEnds = new TreeMap<>();
    /** The true time before which no promotion without an override begins. */
    private final Map<String, Long> coolUntil = new TreeMap<>();

    /** @param state right after the command that is checked */
    PromotionCheck(Env env, Supplier<State> state) {
        this.env = env;
        this.state = state;
    }

    void applied(Command command, ApplyResult applied) {
        if (command instanceof Command.RequestPromotion request
                && applied.outcome() instanceof Outcome.PromotionStored stored) {
            requests.putIfAbsent(stored.promotion().id(), request.request());
        }
        applied.events().stream().map(Event::change).forEach(this::happened);
    }

    private void happened(Event.Change change) {
        if (change instanceof Event.LeaseEnded ended) {
            lastEnds.put(ended.name(), ended.reason());
        } else if (change instanceof Event.PromotionStepped stepped) {
            stepped(stepped);
        }
    }

    private void stepped(Event.PromotionStepped step) {
        if (step.state() == PromotionState.REQUESTED) {
            begun(step);
        } else if (step.state() == PromotionState.GRANTED) {
            granted(step);
        } else if (!step.state().isOpen()) {
            open.remove(step.name(), step.promotion());
        }
    }

    private void begun(Event.PromotionStepped step) {
        Long other = open.put(step.name(), step.promotion());
        if (other != null) {
            throw new ViolationException(
                    "promotion", "%d of %s began while %d was under way", step.promotion(), step.name(), other);
        }
        long left = coolUntil.getOrDefault(step.name(), 0L) - env.time().now();
        if (left > 0 && !requests.get(step.promotion()).overrides()) {
            throw new ViolationException(
                    "promotion",
                    "%d of %s began %,d ms before its cool-down was over",
                    step.promotion(),
                    step.name(),
                    left / 1_000_000);
        }
    }

    private void granted(Event.PromotionStepped step) {
        EndReason word = lastEnds.get(step.name());
        boolean given = word == EndReason.RELEASED || word == EndReason.TRANSFERRED;
        PromotionRequest request = requests.get(step.promotion());
        if (request.mode() == PromotionRequest.Mode.GRACEFUL && !given) {
            throw new ViolationException(
                    "promotion",
                    "%d of %s, a graceful one, granted it without its holder's word: %s",
                    step.promotion(),
                    step.name(),
                    word);
        }
        long nanos = state.get().policies().promotionTerms(step.name()).coolDownMillis() * 1_000_000;
        long onTheFastestClock =
                nanos / 1_000_000 * (1_000_000L - env.settings().driftPpm());
        coolUntil.put(step.name(), env.time().now() + onTheFastestClock);
    }

    /** What is from now on is what a backup says. */
    void restored() {
        open.clear();
        requests.clear();
        coolUntil.clear();
        lastEnds.clear();
        for (Promotion promotion : state.get().promotions().open().values()) {
            open.put(promotion.resource(), promotion.id());
            requests.put(promotion.id(), promotion.request());
        }
    }
}
