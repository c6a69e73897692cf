package io.arbiter.cli.cluster;

import io.arbiter.client.internal.request.Requests;
import io.arbiter.v1.StatusResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Asks every node at once for its status, and hands the answers on as they come. */
final class StatusPoll {
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Duration timeout;
    private int awaited;

    /** @param failure null if it answered */
    record Answer(Endpoint endpoint, StatusResponse status, Throwable failure) {}

    private StatusPoll(Duration timeout) {
        this.timeout = timeout;
    }

    /** @param local only the node's own status, without asking its peers */
    static StatusPoll of(Requests requests, List<Endpoint> endpoints, boolean local, Duration timeout) {
        StatusPoll poll = new StatusPoll(TimeLimit.usable(timeout));
        for (Endpoint endpoint : endpoints) {
            poll.awaited++;
            requests.within(poll.timeout)
                    .statusOf(endpoint.toString(), local, Function.identity())
                    .whenComplete((status, failure) -> poll.answers.add(new Answer(endpoint, status, failure)));
        }
        return poll;
    }

    /** The next answer, good or bad; empty if all have come. Each call ends by its own deadline, so one comes. */
    Optional<Answer> next() {
        if (awaited == 0) {
            return Optional.empty();
        }
        awaited--;
        try {
            Answer answer = answers.poll(timeout.toMillis() + 60_000, TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new IllegalStateException("a call outlived its deadline of " + timeout);
            }
            return Optional.of(answer);
        } catch (InterruptedException e) {
            throw Interrupted.convert(e);
        }
    }
}
