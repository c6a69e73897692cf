package io.arbiter.cli.promotion;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.Deadline;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.PromotionStep;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** Looks how far a promotion is until nothing more happens to it, across lost leaders, and tells each step once. */
final class PromotionFollow {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Set<ExitCode> PASSING =
            Set.of(ExitCode.UNAVAILABLE, ExitCode.TIMED_OUT, ExitCode.OUTCOME_UNKNOWN);

    private final Cluster cluster;
    private final Consumer<String> notes;
    private int told;
    private String outage = "";

    /** @param notes hears of the steps */
    PromotionFollow(Cluster cluster, Consumer<String> notes) {
        this.cluster = cluster;
        this.notes = notes;
    }

    /** The promotion as it ended. */
    PromotionInfo until(PromotionInfo first, Duration limit) {
        var left = new Deadline(limit);
        PromotionInfo now = first;
        tell(now);
        while (!PromotionText.isFinal(now.getState())) {
            pause(now, left);
            now = look(now);
            tell(now);
        }
        return now;
    }

    private PromotionInfo look(PromotionInfo last) {
        try {
            PromotionInfo now = FoundPromotion.of(last.getResource(), last.getPromotionId(), cluster);
            outage = "";
            return now;
        } catch (CliException failed) {
            if (!PASSING.contains(failed.code())) {
                throw failed;
            }
            if (!failed.reason().equals(outage)) {
                outage = failed.reason();
                notes.accept("the cluster does not answer for the moment (" + outage + "); following on as it does");
            }
            return last;
        }
    }

    private void tell(PromotionInfo now) {
        for (; told < now.getStepsCount(); told++) {
            PromotionStep step = now.getSteps(told);
            notes.accept(PromotionText.step(now, step, told == now.getStepsCount() - 1));
        }
    }

    private static void pause(PromotionInfo now, Deadline left) {
        if (left.remaining().isZero()) {
            throw CliException.builder(ExitCode.TIMED_OUT, "PROMOTION_PENDING")
                    .message(
                            "promotion " + now.getPromotionId() + " is not over yet: it is " + PromotionText.state(now))
                    .fact("promotion", now.getPromotionId())
                    .remedy("it goes on by itself; look with: arbiter promotion get " + Text.word(now.getResource()))
                    .build();
        }
        left.pause(LOOK);
    }
}
