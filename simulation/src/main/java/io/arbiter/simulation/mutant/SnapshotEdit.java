package io.arbiter.simulation.mutant;

import io.arbiter.core.machine.PromotionLedger;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.pause.Pauses;
import io.arbiter.core.policy.Policies;

/** A snapshot with one thing exchanged. */
final class SnapshotEdit {
    private SnapshotEdit() {}

    static StateSnapshot with(StateSnapshot image, Policies policies) {
        return with(image, policies, image.pauses(), image.promotions());
    }

    static StateSnapshot with(StateSnapshot image, Pauses pauses) {
        return with(image, image.policies(), pauses, image.promotions());
    }

    static StateSnapshot with(StateSnapshot image, PromotionLedger.Image promotions) {
        return with(image, image.policies(), image.pauses(), promotions);
    }

    private static StateSnapshot with(
            StateSnapshot image, Policies policies, Pauses pauses, PromotionLedger.Image promotions) {
        return new StateSnapshot(
                image.identity(),
                image.auth(),
                policies,
                pauses,
                promotions,
                image.counters(),
                image.sessions(),
                image.resources(),
                image.endings(),
                image.endedSessions(),
                image.events(),
                image.compactedRevision(),
                image.remembersSteps());
    }
}
