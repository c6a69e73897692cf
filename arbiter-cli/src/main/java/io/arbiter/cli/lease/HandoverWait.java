package io.arbiter.cli.lease;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.ResumingWatch;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.Event;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.WaiterInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for the grant that a requested handover leads to, from the revision at which the lease was read. */
public final class HandoverWait {
    private final Cluster cluster;
    private final GetLeaseResponse before;
    private final WaiterInfo receiver;
    private LeaseInfo next;

    public HandoverWait(Cluster cluster, GetLeaseResponse before, WaiterInfo receiver) {
        this.cluster = cluster;
        this.before = before;
        this.receiver = receiver;
    }

    /** The receiver's grant, after a request that stands. */
    public LeaseInfo await(Duration limit, Consumer<String> notes) {
        return find(limit, notes)
                .orElseThrow(() -> CliException.builder(ExitCode.TIMED_OUT, "HANDOVER_PENDING")
                        .message("the request stands, but the holder has not handed " + resource()
                                + " over within "
                                + Durations.format(limit))
                        .fact("holder", DisplayText.holder(before.getLease()))
                        .fact("token", before.getLease().getToken())
                        .remedy("look with: arbiter lease get " + Text.word(resource())
                                + "; if the holder is dead it lapses by itself")
                        .build());
    }

    /** The receiver's grant; empty if nobody was granted the lease in time. */
    Optional<LeaseInfo> find(Duration limit, Consumer<String> notes) {
        ResumingWatch follow = new ResumingWatch(cluster, resource(), before.getRevision() + 1, notes);
        if (!follow.until(this::granted, limit)) {
            return Optional.empty();
        }
        if (next.getSessionId() != receiver.getSessionId()) {
            throw CliException.builder(ExitCode.REFUSED, "GRANTED_ELSEWHERE")
                    .message(resource() + " went to " + DisplayText.holder(next) + " instead of "
                            + DisplayText.waiter(receiver))
                    .fact("token", next.getToken())
                    .remedy("the receiver gave up waiting, or the old holder was lost " + "first; decide again")
                    .build();
        }
        return Optional.of(next);
    }

    private String resource() {
        return before.getLease().getResource();
    }

    private boolean granted(List<Event> events) {
        for (Event event : events) {
            LeaseInfo lease = event.getLeaseGranted().getLease();
            if (lease.getResource().equals(resource())
                    && lease.getToken() > before.getLease().getToken()) {
                next = lease;
                return true;
            }
        }
        return false;
    }
}
