package io.arbiter.server.codec.policy;

import io.arbiter.core.event.Event;

/** Policies on the wire. */
public final class WirePolicies {
    private WirePolicies() {}

    /** Adds an event that policies cause. */
    public static void change(io.arbiter.v1.Event.Builder proto, Event.Change change) {
        if (change instanceof Event.PolicyChanged changed) {
            proto.getPolicyChangedBuilder()
                    .setScope(changed.scope())
                    .setVersion(changed.version())
                    .setDeleted(changed.deleted())
                    .setActor(changed.by().actor())
                    .setComment(changed.by().comment())
                    .setIdentity(changed.by().identity().identity());
        } else if (change instanceof Event.WaitForbidden forbidden) {
            proto.getWaitForbiddenBuilder()
                    .setResource(forbidden.name())
                    .setSessionId(forbidden.session())
                    .setScope(forbidden.violation().scope())
                    .setTerm(forbidden.violation().term())
                    .setFound(forbidden.violation().found())
                    .setAllowed(forbidden.violation().allowed());
        } else if (change instanceof Event.LeaseConfined confined) {
            proto.getLeaseConfinedBuilder()
                    .setResource(confined.name())
                    .setRegion(confined.region())
                    .setToken(confined.token());
        } else if (change instanceof Event.ConfinementLifted lifted) {
            proto.getConfinementLiftedBuilder()
                    .setResource(lifted.name())
                    .setRegion(lifted.region())
                    .setToken(lifted.token())
                    .setActor(lifted.by().actor())
                    .setComment(lifted.by().comment())
                    .setIdentity(lifted.by().identity().identity());
        } else {
            throw new IllegalStateException("an event that the protocol does not know: " + change.getClass());
        }
    }
}
