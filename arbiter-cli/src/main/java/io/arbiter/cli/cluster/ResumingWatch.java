package io.arbiter.cli.cluster;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Watch;
import io.arbiter.client.internal.WireAccess;
import io.arbiter.client.internal.request.WireWatchListener;
import io.arbiter.v1.Call;
import io.arbiter.v1.ErrorReason;
import io.arbiter.v1.Event;
import io.arbiter.v1.ListLeasesRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Waits for events: the library's watch, across lost connections, but for no longer than a time limit each. */
public final class ResumingWatch {
    /** The interval at which the length of an outage is checked. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Cluster cluster;
    private final String prefix;
    private final long from;
    private final Outage outage;

    /**
     * @param from the first revision; 0 for events from now on
     * @param notes receives lost connections
     */
    public ResumingWatch(Cluster cluster, String prefix, long from, Consumer<String> notes) {
        this.cluster = cluster;
        this.prefix = prefix;
        this.outage = new Outage(cluster.timeout(), notes);
        this.from = from == 0 ? now() + 1 : from;
    }

    private long now() {
        Call.Builder call =
                Call.newBuilder().setListLeases(ListLeasesRequest.newBuilder().setPageSize(1));
        return cluster.read(call, reply -> reply.getListLeases().getRevision());
    }

    /**
     * Hands on all that arrives until it is accepted or time is up.
     *
     * @param limit zero for no limit
     * @return whether it was accepted
     */
    public boolean until(Predicate<List<Event>> accepted, Duration limit) {
        Deadline left = new Deadline(limit);
        cluster.find(false);
        Listener listener = new Listener(accepted);
        Watch watch = WireAccess.watch(cluster.client(), prefix, from, listener);
        try {
            while (limit.isZero() || !left.remaining().isZero()) {
                if (listener.isDone(limit.isZero() ? LOOK : min(LOOK, left.remaining()))) {
                    return true;
                }
                outage.over().ifPresent(failure -> {
                    throw silent(failure);
                });
            }
            return false;
        } finally {
            listener.stop();
            watch.close();
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A watch changes nothing: if it received nothing, no node was there. */
    private static CliException silent(CliException failure) {
        return failure.code() != ExitCode.TIMED_OUT
                ? failure
                : CliException.builder(ExitCode.UNAVAILABLE, failure.reason())
                        .message(failure.getMessage())
                        .endpoint(failure.endpoint())
                        .metadata(failure.metadata())
                        .remedy("see: arbiter status")
                        .cause(failure)
                        .build();
    }

    /** Called by threads of the library; once stopped it hands nothing on. */
    private final class Listener implements WireWatchListener {
        private final Predicate<List<Event>> accepted;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private long next = from;
        private boolean stopped;

        Listener(Predicate<List<Event>> accepted) {
            this.accepted = accepted;
        }

        @Override
        public synchronized void onEvents(List<Event> events, long revision) {
            if (stopped) {
                return;
            }
            outage.ended(next);
            next = revision + 1;
            try {
                if (accepted.test(events)) {
                    done.complete(null);
                    stopped = true;
                }
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
                stopped = true;
            }
        }

        @Override
        public synchronized void onInterrupted(ArbiterException failure, long nextRevision) {
            if (!stopped) {
                outage.failed(Failure.of(failure), nextRevision);
            }
        }

        @Override
        public void onClosed(ArbiterException failure) {
            done.completeExceptionally(
                    failure.reason().equals(ErrorReason.HISTORY_RESET.name())
                            ? reset(failure)
                            : silent(Failure.of(failure)));
        }

        private CliException reset(ArbiterException failure) {
            CliException told = Failure.of(failure);
            return CliException.builder(told.code(), told.reason())
                    .message("the history that was watched up to revision " + (next - 1) + " is another cluster's: "
                            + told.getMessage())
                    .endpoint(told.endpoint())
                    .metadata(told.metadata())
                    .remedy(told.remedy())
                    .cause(told)
                    .build();
        }

        boolean isDone(Duration timeout) {
            try {
                done.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                throw Interrupted.convert(e);
            }
        }

        synchronized void stop() {
            stopped = true;
        }
    }
}
