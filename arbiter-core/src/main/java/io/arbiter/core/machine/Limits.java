package io.arbiter.core.machine;

/**
 * Bounds of the replicated state. They decide outcomes, so every replica must use the same: they are constants of a
 * release, not configuration.
 *
 * @param rememberedEndings ended leases remembered, to answer repeated releases and transfers (S5)
 * @param rememberedSessions ended sessions remembered, to give their clients the reason
 * @param historyEvents events kept for watchers
 * @param openPromotions those under way
 * @param rememberedPromotions those that have ended and are kept in the ledger
 */
public record Limits(
        int sessions,
        int resources,
        int leasesPerSession,
        int waitersPerResource,
        int rememberedEndings,
        int rememberedSessions,
        int historyEvents,
        int openPromotions,
        int rememberedPromotions) {
    public static final Limits DEFAULT = new Limits(1_000_000, 10_000_000, 100_000, 10_000, 20_000, 20_000, 20_000);

    /** With the usual bounds of promotions. */
    public Limits(
            int sessions,
            int resources,
            int leasesPerSession,
            int waitersPerResource,
            int rememberedEndings,
            int rememberedSessions,
            int historyEvents) {
        this(
                sessions,
                resources,
                leasesPerSession,
                waitersPerResource,
                rememberedEndings,
                rememberedSessions,
                historyEvents,
                1_000,
                10_000);
    }
}
