package io.arbiter.client.internal.request;

import io.arbiter.client.model.Event;
import java.time.Instant;

/** What concerns policies, from the wire. */
final class PoliciesFromWire {
    private PoliciesFromWire() {}

    static Event event(long revision, Instant at, io.arbiter.v1.Event event) {
        return switch (event.getKindCase()) {
            case POLICY_CHANGED -> changed(revision, at, event.getPolicyChanged());
            case WAIT_FORBIDDEN -> forbidden(revision, at, event.getWaitForbidden());
            case LEASE_CONFINED ->
                new Event.LeaseConfined(
                        revision,
                        at,
                        event.getLeaseConfined().getResource(),
                        event.getLeaseConfined().getRegion(),
                        event.getLeaseConfined().getToken());
            case CONFINEMENT_LIFTED -> lifted(revision, at, event.getConfinementLifted());
            default -> throw new IllegalArgumentException("no event of policies: " + event.getKindCase());
        };
    }

    private static Event changed(long revision, Instant at, io.arbiter.v1.Event.PolicyChanged changed) {
        return new Event.PolicyChanged(
                revision,
                at,
                changed.getScope(),
                changed.getVersion(),
                changed.getDeleted(),
                changed.getActor(),
                changed.getComment(),
                changed.getIdentity());
    }

    private static Event forbidden(long revision, Instant at, io.arbiter.v1.Event.WaitForbidden forbidden) {
        return new Event.WaitForbidden(
                revision,
                at,
                forbidden.getResource(),
                forbidden.getSessionId(),
                forbidden.getScope(),
                forbidden.getTerm(),
                forbidden.getFound(),
                forbidden.getAllowed());
    }

    private static Event lifted(long revision, Instant at, io.arbiter.v1.Event.ConfinementLifted lifted) {
        return new Event.ConfinementLifted(
                revision,
                at,
                lifted.getResource(),
                lifted.getRegion(),
                lifted.getToken(),
                lifted.getActor(),
                lifted.getComment(),
                lifted.getIdentity());
    }
}
