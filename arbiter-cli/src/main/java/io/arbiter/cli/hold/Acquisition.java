package io.arbiter.cli.hold;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.Deadline;
import io.arbiter.cli.cluster.Interrupted;
import io.arbiter.cli.cluster.LeaseReader;
import io.arbiter.cli.text.Durations;
import io.arbiter.client.Lease;
import io.arbiter.client.SessionEvent;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.LeaseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Asks for a lease in a session of its own, and gives the request up if it gets none. */
final class Acquisition {
    /** The longest wait of the library. */
    private static final Duration MOST_WAIT = Duration.ofHours(1);

    private final LeaseRequest request;
    private final Cluster cluster;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    Acquisition(LeaseRequest request, Cluster base, String holder) {
        this.request = request;
        this.cluster = base.forHolder(builder -> builder.region(request.region())
                .holder(holder)
                .ttl(request.ttl())
                .sessionListener(event -> {
                    if (event.kind() == SessionEvent.Kind.OPENED) {
                        opened.complete(null);
                    }
                }));
    }

    HeldLease granted() {
        try {
            Lease lease = await();
            return new HeldLease(request, cluster, lease, isListed(lease));
        } catch (CliException e) {
            CliException told = new Abandonment(request, cluster, HeldLease.LAST_WORD, opened.isDone()).of(e);
            cluster.close();
            throw told;
        }
    }

    /** The wait begins when the session is open: until then nothing is queued for. */
    private Lease await() {
        boolean queues = !request.queueTime().isZero();
        Deadline left = cluster.find(true);
        CompletableFuture<Lease> asked =
                cluster.client().acquireAsync(request.resource(), queues ? MOST_WAIT : Duration.ZERO);
        try {
            if (queues) {
                Answer.of(CompletableFuture.anyOf(opened, asked), left.remaining());
            }
            return Answer.of(asked, queues ? request.queueTime() : left.remaining());
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw CliException.builder(ExitCode.TIMED_OUT, "NOT_GRANTED_IN_TIME")
                    .message(request.resource() + " was not granted within "
                            + Durations.format(opened.isDone() && queues ? request.queueTime() : cluster.timeout()))
                    .cause(e)
                    .build();
        } catch (InterruptedException e) {
            asked.cancel(true);
            throw Interrupted.convert(e);
        }
    }

    /** A lease that was waited for may have been broken before its grant arrived: nothing may act under it. */
    private boolean isListed(Lease lease) {
        if (request.queueTime().isZero()) {
            return true;
        }
        LeaseInfo now = new LeaseReader(cluster, request.resource())
                .read(Consistency.CONSISTENCY_LINEARIZABLE)
                .getLease();
        return now.getToken() == lease.token();
    }
}
