package io.arbiter.cli;

import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Events in order, without gaps and repeats, across lost connections. */
final class Follow {
    private final Cluster cluster;
    private final String prefix;
    private final Consumer<String> notes;
    private long next;

    /**
     * @param from the first revision; 0 for what happens from now on
     * @param notes hears of lost connections
     */
    Follow(Cluster cluster, String prefix, long from, Consumer<String> notes) {
        this.cluster = cluster;
        this.prefix = prefix;
        this.notes = notes;
        this.next = from == 0 ? now() + 1 : from;
    }

    /** "From now on" as a number, so that a connection lost before the first event leaves no gap either. */
    private long now() {
        ListLeasesRequest request = ListLeasesRequest.newBuilder().setPageSize(1).build();
        return cluster.repeatable(stub -> stub.listLeases(request)).getRevision();
    }

    /**
     * Hands on every answer that tells something new until one is accepted or time is up.
     *
     * @param limit zero for no limit
     * @return whether one was accepted
     */
    boolean until(Predicate<WatchResponse> accepted, Duration limit) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Follow::daemon);
        try (Context.CancellableContext context = Context.current().withCancellation()) {
            if (!limit.isZero()) {
                timer.schedule(() -> context.cancel(null), limit.toMillis(), TimeUnit.MILLISECONDS);
            }
            return context.call(() -> reconnecting(accepted, context));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a watch throws no checked exception", e);
        } finally {
            timer.shutdownNow();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "watch-limit");
        thread.setDaemon(true);
        return thread;
    }

    private boolean reconnecting(Predicate<WatchResponse> accepted, Context context) {
        Endpoint failed = null;
        Countdown silence = new Countdown(cluster.timeout());
        while (!context.isCancelled()) {
            long before = next;
            try {
                Node node = cluster.nodeForStream(failed);
                failed = node.endpoint();
                if (stream(node, accepted)) {
                    return true;
                }
                Cluster.pause();
            } catch (StatusRuntimeException e) {
                silence = next > before ? new Countdown(cluster.timeout()) : silence;
                lost(Failure.of(e, failed), context, silence);
            } catch (CliException e) {
                lost(new Failure(Reason.Fate.NOT_DONE, e), context, silence);
            }
        }
        return false;
    }

    private boolean stream(Node node, Predicate<WatchResponse> accepted) {
        WatchRequest request = WatchRequest.newBuilder().setPrefix(prefix).setFromRevision(next).build();
        Iterator<WatchResponse> answers = node.streaming().watch(request);
        while (answers.hasNext()) {
            WatchResponse answer = answers.next();
            next = Math.max(next, answer.getRevision() + 1);
            if (accepted.test(answer)) {
                return true;
            }
        }
        return false;
    }

    /** Returns if it is worth another try. */
    private void lost(Failure failure, Context context, Countdown silence) {
        if (context.isCancelled()) {
            return;
        }
        if (failure.fate() == Reason.Fate.REFUSED || silence.remaining().isZero()) {
            throw failure.error();
        }
        notes.accept("watch interrupted (" + failure.error().getMessage() + "), resuming from revision "
                + next);
        Cluster.pause();
    }
}
