package io.arbiter.cli.status;

import io.arbiter.cli.text.AuthText;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.Event;
import io.arbiter.v1.PromotionFailure;
import java.util.Locale;
import java.util.Optional;

/** One event as one line for people. */
public final class EventLine {

    private EventLine() {}

    public static String of(Event event) {
        String prefix =
                String.format(Locale.ROOT, "%8d  %s  ", event.getRevision(), Durations.instant(event.getWallMillis()));
        return prefix + Text.printable(text(event));
    }

    private static String text(Event event) {
        if (event.hasLeaseGranted()) {
            var lease = event.getLeaseGranted().getLease();
            return "granted   " + lease.getResource() + ": token " + lease.getToken() + " to "
                    + DisplayText.holder(lease)
                    + ", basis " + DisplayText.basis(lease.getBasis());
        }
        if (event.hasLeaseEnded()) {
            var end = event.getLeaseEnded();
            return "ended     " + end.getResource() + ": token " + end.getToken() + " of session "
                    + end.getSessionId()
                    + " " + DisplayText.end(end.getReason()) + by(end.getActor(), end.getIdentity(), end.getComment());
        }
        if (event.hasHandoverRequested()) {
            var handover = event.getHandoverRequested();
            return "handover  " + handover.getResource() + ": token " + handover.getToken()
                    + " asked to move to session "
                    + handover.getToSessionId() + by(handover.getActor(), handover.getIdentity(), "");
        }
        if (event.hasWaitRevoked()) {
            var revoked = event.getWaitRevoked();
            return "revoked   " + revoked.getResource() + ": session " + revoked.getSessionId()
                    + " may not wait any more";
        }
        if (event.hasRecordChanged()) {
            return record(event.getRecordChanged());
        }
        return policy(event).or(() -> pause(event)).or(() -> promotion(event)).orElseGet(() -> session(event));
    }

    private static Optional<String> policy(Event event) {
        if (event.hasPolicyChanged()) {
            var changed = event.getPolicyChanged();
            return Optional.of("policy    of " + DisplayText.scope(changed.getScope())
                    + (changed.getDeleted() ? " deleted" : " put") + ", version " + changed.getVersion()
                    + by(changed.getActor(), changed.getIdentity(), changed.getComment()));
        }
        if (event.hasWaitForbidden()) {
            var forbidden = event.getWaitForbidden();
            return Optional.of("forbidden " + forbidden.getResource() + ": session " + forbidden.getSessionId()
                    + " may not wait any more, its " + forbidden.getField() + " is " + forbidden.getFound()
                    + ", against version " + forbidden.getVersion() + " of the policy of "
                    + DisplayText.scope(forbidden.getScope()));
        }
        if (event.hasLeaseConfined()) {
            var confined = event.getLeaseConfined();
            return Optional.of("confined  " + confined.getResource() + ": stays in " + confined.getRegion()
                    + " after token " + confined.getToken() + ", failover is manual or paused");
        }
        if (event.hasConfinementLifted()) {
            var lifted = event.getConfinementLifted();
            return Optional.of("open      " + lifted.getResource() + ": other regions than " + lifted.getRegion()
                    + " may follow token " + lifted.getToken()
                    + by(lifted.getActor(), lifted.getIdentity(), lifted.getComment()));
        }
        return Optional.empty();
    }

    private static Optional<String> pause(Event event) {
        if (event.hasFailoverPaused()) {
            var pause = event.getFailoverPaused().getPause();
            return Optional.of("paused    failover of " + DisplayText.scope(pause.getScope()) + ", version "
                    + pause.getVersion() + by(pause.getActor(), pause.getIdentity(), pause.getComment()));
        }
        if (event.hasFailoverResumed()) {
            var resumed = event.getFailoverResumed();
            return Optional.of("resumed   failover of "
                    + DisplayText.scope(resumed.getPause().getScope()) + ", version " + resumed.getVersion()
                    + by(resumed.getActor(), resumed.getIdentity(), resumed.getComment()));
        }
        return Optional.empty();
    }

    private static Optional<String> promotion(Event event) {
        if (event.hasPromotionStepped()) {
            var stepped = event.getPromotionStepped();
            boolean failed = stepped.getFailure() != PromotionFailure.PROMOTION_FAILURE_UNSPECIFIED;
            return Optional.of("promotion " + stepped.getResource() + ": " + stepped.getPromotionId() + " to "
                    + stepped.getToRegion() + " is " + DisplayText.promotion(stepped.getState())
                    + (stepped.getToken() == 0 ? "" : ", token " + stepped.getToken())
                    + (failed ? ": " + DisplayText.failure(stepped.getFailure()) : "")
                    + by(stepped.getActor(), stepped.getIdentity(), stepped.getComment()));
        }
        if (event.hasLeaseCondemned()) {
            var condemned = event.getLeaseCondemned();
            return Optional.of("condemned " + condemned.getResource() + ": token " + condemned.getToken()
                    + " of session " + condemned.getSessionId() + ", by promotion " + condemned.getPromotionId());
        }
        if (event.hasCoolDownEnded()) {
            var ended = event.getCoolDownEnded();
            return Optional.of("cooled    " + ended.getResource() + ": may be promoted again after promotion "
                    + ended.getPromotionId());
        }
        return Optional.empty();
    }

    private static String record(Event.RecordChanged change) {
        return "record    " + change.getResource() + ": "
                + (change.getDeleted() ? "deleted" : "version " + change.getVersion()) + " under token "
                + change.getToken();
    }

    private static String session(Event event) {
        if (event.hasSessionOpened()) {
            var opened = event.getSessionOpened();
            return "session   " + opened.getSessionId() + " opened: " + opened.getRegion() + ", " + opened.getHolder();
        }
        if (event.hasSessionEnded()) {
            var ended = event.getSessionEnded();
            return "session   " + ended.getSessionId() + " " + DisplayText.end(ended.getReason())
                    + by(ended.getActor(), ended.getIdentity(), ended.getComment());
        }
        if (event.hasAccessChanged()) {
            var changed = event.getAccessChanged();
            return "access    " + AuthText.change(changed.getChange())
                    + by("", changed.getIdentity(), changed.getComment());
        }
        return "unknown   an event of a newer version";
    }

    /** What somebody says of himself comes in quotes if a certificate says who it is. */
    private static String by(String actor, String identity, String comment) {
        String who = identity.isEmpty() ? actor : identity + (actor.isEmpty() ? "" : " (\"" + actor + "\")");
        return (who.isEmpty() ? "" : ", by " + who) + (comment.isEmpty() ? "" : ": " + comment);
    }
}
