package io.arbiter.cli.promotion;

import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.ResumingWatch;
import io.arbiter.v1.Event;
import io.arbiter.v1.PromotionStepped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Prints each promotion as it ends, until its output is lost. */
final class EndedPromotions {
    private final Cluster cluster;
    private final String prefix;
    private final List<PromotionStepped> ended = new ArrayList<>();
    private long seen;

    EndedPromotions(Cluster cluster, String prefix) {
        this.cluster = cluster;
        this.prefix = prefix;
    }

    /** @param from the first revision that is of interest */
    void print(long from, Output output) {
        seen = from - 1;
        while (!output.lost()) {
            new ResumingWatch(cluster, prefix, seen + 1, output::note).until(this::hasEnded, Duration.ZERO);
            for (PromotionStepped step : ended) {
                print(step, output);
            }
            ended.clear();
        }
    }

    /** The promotions are read elsewhere: events come on a thread that must not wait for another answer. */
    private boolean hasEnded(List<Event> events) {
        for (Event event : events) {
            seen = event.getRevision();
            if (event.hasPromotionStepped()
                    && PromotionText.isFinal(event.getPromotionStepped().getState())) {
                ended.add(event.getPromotionStepped());
            }
        }
        return !ended.isEmpty();
    }

    private void print(PromotionStepped step, Output output) {
        var promotion = FoundPromotion.of(step.getResource(), step.getPromotionId(), cluster);
        if (output.json()) {
            output.line(new StepTimes(promotion).json());
        } else {
            output.say(PromotionText.outcome(promotion));
        }
    }
}
