package io.arbiter.server.service.call;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.limit.Admission;
import io.arbiter.server.limit.Countable;
import java.util.Optional;

/**
 * Bounds the calls of this node: those in flight, of all and of one identity, and the requests a second. What a peer
 * forwards counts among those of all; the other bounds were applied where it came in. No bound stops
 * {@link DueRenewals}. Thread-safe.
 */
final class CallBounds {
    private final int callsInFlight;
    private final Admission admission;
    private final DueRenewals due;

    /** @param callsInFlight of all callers, waits included */
    CallBounds(int callsInFlight, Admission admission, DueRenewals due) {
        this.callsInFlight = callsInFlight;
        this.admission = admission;
        this.due = due;
    }

    /**
     * Takes a place for the call, which is free again before its reply is heard.
     *
     * @param inFlight the calls that have one
     * @param full why what carries the call has no place for it, if it has none
     * @throws CallException if it is one too many
     */
    void admit(InFlightCall call, int inFlight, Optional<CallException> full) {
        Optional<CallException> tooMany =
                full.or(() -> ofAll(inFlight)).or(() -> call.request().getForwarded() ? Optional.empty() : own(call));
        if (tooMany.isPresent() && !due.admits(call)) {
            throw tooMany.get();
        }
    }

    private Optional<CallException> ofAll(int inFlight) {
        return inFlight < callsInFlight
                ? Optional.empty()
                : Optional.of(new CallException(
                        Reason.OVERLOADED,
                        callsInFlight + " calls are under way on this node; nothing was done, retry with backoff"));
    }

    private Optional<CallException> own(InFlightCall call) {
        return admission.request(call.caller()).or(() -> call.caller().isNobody() ? Optional.empty() : share(call));
    }

    private Optional<CallException> share(InFlightCall call) {
        try {
            call.beforeReply(admission.open(Countable.CALL, call.caller())::close);
            return Optional.empty();
        } catch (CallException tooMany) {
            return Optional.of(tooMany);
        }
    }
}
