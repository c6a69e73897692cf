package io.arbiter.core.restore;

import io.arbiter.core.auth.SigningKeys;
import io.arbiter.core.machine.Counters;
import io.arbiter.core.machine.EndedLease;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.machine.StateSnapshot.ResourceImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets the value from which the counters continue when a cluster is restored from a backup (S1): at max(last number in
 * the backup, seconds since 2026-01-01 UTC * 2^20). That is above all tokens that the lost cluster can have granted,
 * because a leader grants at most 2^20 tokens a second, and nobody has to guess a number (etcd#16028).
 *
 * <p>Leases that are held are granted anew, each under a token of its own above that value ({@link LeasesAnew}):
 * storage may have overtaken the old ones. Watchers may have seen revisions that the restored cluster uses again, so
 * its history begins at the restore, and they learn what is left.
 *
 * <p>Ids of sessions and promotions, record versions and versions of holdings, policies and pauses follow the same rule
 * (S5): the lost cluster's clients still name theirs. If a session id were issued again, its old bearer's renewals
 * would be answered with the leases of the new bearer, and two gates would be open.
 *
 * <p>A new cluster's session ids start by the same rule, and so do its tokens if its operator declares that storage has
 * seen tokens before. A restored cluster is a new one: it has no identity until its first leader forms it, and no key
 * to sign grants with until an administrator makes one, because whoever has the backup has the old one.
 *
 * <p>This is the one place where a wall clock counts, and an operator stands beside it.
 */
public final class RestoreRule {
    public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
    /** Tokens that the rule reserves for each second. */
    public static final long TOKENS_PER_SECOND = 1L << 20;

    /** A leader grants half of them, so that it never comes near what a later restore reserves. */
    private static final long GRANTED_PER_SECOND = TOKENS_PER_SECOND / 2;

    private RestoreRule() {}

    /**
     * The image with which a restored cluster starts.
     *
     * @param now the wall clock of the machine that restores
     * @throws RestoreRefusedException if the clock is before the backup's own time, or not in a later second than the
     *     restore that this backup descends from
     */
    public static StateSnapshot renumber(StateSnapshot backup, Instant now) {
        Counters counters = backup.counters();
        Instant taken = Instant.ofEpochMilli(Math.max(counters.wallMillis(), EPOCH.toEpochMilli()));
        long second = secondsSinceEpoch(now);
        if (now.isBefore(taken)) {
            throw new RestoreRefusedException("this machine's clock says " + now + ", which is before the backup's own "
                    + "time " + taken + "; set the clock right and restore again");
        }
        if (second <= counters.restoredAtSecond()) {
            throw new RestoreRefusedException("this state was restored at "
                    + EPOCH.plusSeconds(counters.restoredAtSecond()) + " already, and this machine's clock says " + now
                    + "; restore again a second later, or the two clusters would grant the same tokens");
        }
        long floor = Math.multiplyExact(second, TOKENS_PER_SECOND);
        var anew = new LeasesAnew(Math.max(counters.lastToken(), floor), counters.appliedIndex(), now.toEpochMilli());
        List<ResourceImage> resources = anew.grant(backup.resources());
        List<EndedLease> endings = new ArrayList<>(backup.endings());
        endings.addAll(anew.ended());
        var sessions = backup.sessions().stream()
                .map(session -> aboveLost(session, floor))
                .toList();
        return new StateSnapshot(
                Optional.empty(),
                backup.auth().with(SigningKeys.NONE),
                backup.policies().aboveLost(floor),
                backup.pauses().aboveLost(floor),
                anew.renamed(backup.promotions().aboveLost(floor)),
                counters.restored(floor, second + anew.count() / GRANTED_PER_SECOND, anew.count()),
                sessions,
                resources,
                endings,
                backup.endedSessions(),
                List.of(),
                counters.appliedIndex(),
                backup.remembersSteps());
    }

    /** The value above which a cluster formed at this instant starts; 0 by a clock before 2026. */
    public static long beginningAt(Instant now) {
        return Math.multiplyExact(Math.max(0, secondsSinceEpoch(now)), TOKENS_PER_SECOND);
    }

    private static long secondsSinceEpoch(Instant now) {
        return now.getEpochSecond() - EPOCH.getEpochSecond();
    }

    private static StateSnapshot.SessionImage aboveLost(StateSnapshot.SessionImage session, long floor) {
        return new StateSnapshot.SessionImage(
                session.id(),
                session.spec(),
                session.openedWallMillis(),
                session.renewals(),
                Math.addExact(Math.max(session.holdingsVersion(), floor), 1),
                session.steps());
    }
}
