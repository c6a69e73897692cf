package io.arbiter.core.restore;

import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.EndedLease;
import io.arbiter.core.machine.PromotionLedger;
import io.arbiter.core.machine.Resource.Condemnation;
import io.arbiter.core.machine.StateSnapshot.ResourceImage;
import io.arbiter.core.machine.StoredRecord;
import io.arbiter.core.promotion.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Grants the leases of a backup again, each to the session that held it, under the next tokens in the order of their
 * names. The lost cluster may have granted a resource to somebody else after the backup, and storage may have accepted
 * that token: then it refuses the one of the backup.
 *
 * <p>The old token ends as broken, because an operator ends it without the holder's word: the new grant rests on
 * BROKEN, and a late request under the old token finds that it has ended (S5). The session holds throughout, and its
 * silence counts from the restore, so nobody else is granted the resource earlier (S3).
 */
final class LeasesAnew {
    private final long grantedRevision;
    private final long grantedWallMillis;
    private final List<EndedLease> ended = new ArrayList<>();
    private final Map<Long, Long> newTokens = new TreeMap<>();
    private long lastToken;

    /** @param above the first token is the one after it */
    LeasesAnew(long above, long revision, long wallMillis) {
        this.lastToken = above;
        this.grantedRevision = revision;
        this.grantedWallMillis = wallMillis;
    }

    List<ResourceImage> grant(List<ResourceImage> resources) {
        return resources.stream().map(this::granted).toList();
    }

    private ResourceImage granted(ResourceImage resource) {
        return resource.lease().map(lease -> granted(resource, lease)).orElse(resource);
    }

    private ResourceImage granted(ResourceImage resource, Lease old) {
        lastToken = Math.addExact(lastToken, 1);
        newTokens.put(old.token(), lastToken);
        ended.add(new EndedLease(old.token(), resource.name(), old.session(), EndReason.BROKEN, lastToken));
        var lease = new Lease(
                old.resource(),
                old.session(),
                old.holder(),
                old.region(),
                lastToken,
                GrantBasis.BROKEN,
                grantedRevision,
                grantedWallMillis,
                old.handoverTo());
        return new ResourceImage(
                resource.name(),
                Optional.of(lease),
                resource.waiters(),
                resource.lockDelay(),
                resource.confinement(),
                resource.condemnation().map(this::ofNewToken),
                resource.coolDown(),
                resource.record().filter(LeasesAnew::isThere),
                resource.lastEnd());
    }

    private Condemnation ofNewToken(Condemnation old) {
        return new Condemnation(lastToken, old.session(), old.renewals(), old.promotion(), old.nanos());
    }

    /** Nobody can write under the old token any more, so its deletion need not be remembered. */
    private static boolean isThere(StoredRecord record) {
        return record.value().isPresent();
    }

    /** Those under way that have granted the resource know its new token. Call this after {@link #grant}. */
    PromotionLedger.Image renamed(PromotionLedger.Image ledger) {
        return new PromotionLedger.Image(
                ledger.lastId(), ledger.promotions().stream().map(this::renamed).toList());
    }

    private Promotion renamed(Promotion promotion) {
        Long token = newTokens.get(promotion.grantedToken());
        return promotion.state().isOpen() && token != null ? promotion.grantedAs(token) : promotion;
    }

    /** The leases under their old tokens. */
    List<EndedLease> ended() {
        return ended;
    }

    int count() {
        return ended.size();
    }
}
