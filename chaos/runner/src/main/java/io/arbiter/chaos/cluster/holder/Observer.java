package io.arbiter.chaos.cluster.holder;

import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Watch;
import io.arbiter.client.WatchListener;
import io.arbiter.client.internal.WireAccess;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Event;
import io.arbiter.client.model.Grant;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Observes the run from beside the regions, past all links: at each server a client that only reads, and a tape. */
public final class Observer implements AutoCloseable {
    /** Interval of the observers' tests of the arbiter: a measured election is too long by this at most. */
    private static final long LOOK_MILLIS = 100;

    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(1);
    /** For required answers: long for a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Tape tape;
    private final StallNotes stalls;
    private final ArbiterClient anywhere;
    private final List<RegionClient> eyes = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param servers the servers' own names (by which they name their leader), and the address of each without links
     * @param firstProcess the first of the process numbers that only this observer uses
     */
    public Observer(Path file, Map<String, String> servers, int firstProcess) throws IOException {
        tape = new Tape(file, firstProcess);
        stalls = new StallNotes("observer", tape);
        anywhere = client(List.copyOf(servers.keySet()), servers, PATIENCE);
        servers.keySet()
                .forEach(server -> eyes.add(
                        new RegionClient("observer", client(List.of(server), servers, LOOK_TIMEOUT), tape.newActor())));
        threads.execute(stalls);
    }

    private static ArbiterClient client(List<String> endpoints, Map<String, String> servers, Duration timeout) {
        var builder =
                ArbiterClient.builder().endpoints(endpoints).holder("observer").requestTimeout(timeout);
        return WireAccess.channels(
                        builder,
                        name -> ManagedChannelBuilder.forTarget("dns:///" + servers.get(name))
                                .usePlaintext()
                                .build())
                .build();
    }

    /** Notes the start of a phase, or an event of a fault; see the package of histories. */
    public void note(String f, Map<String, Object> value) {
        tape.note(Operation.NEMESIS, OperationType.INFO, f, value, "");
    }

    /** The revision that everything committed before this call has reached. */
    public long revision() {
        return anywhere.admin().getLease("observer", Consistency.LINEARIZABLE).revision();
    }

    /** The number of clients that wait for the resource now. */
    public int waiters(String resource) {
        return anywhere.admin()
                .getLease(resource, Consistency.LINEARIZABLE)
                .waiters()
                .size();
    }

    /** Reads the holder at every server, over and over, until this is closed. */
    public void look(String resource) {
        eyes.forEach(eye -> threads.execute(() -> {
            try {
                do {
                    eye.readHolder(resource);
                } while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /**
     * The grants in the arbiter's own history, in order.
     *
     * @param prefix of their resources
     * @param from the first revision that counts
     * @throws IllegalStateException if the history is not complete within {@code patience}
     */
    public List<Grant> grants(String prefix, long from, Duration patience) throws InterruptedException {
        long last = revision();
        var grants = Collections.synchronizedList(new ArrayList<Grant>());
        var told = new CountDownLatch(1);
        var failure = new StringBuffer();
        try (Watch watch = anywhere.watch(prefix, from, new WatchListener() {
            @Override
            public void onEvents(List<Event> events, long revision) {
                for (Event event : events) {
                    if (event instanceof Event.LeaseGranted granted) {
                        grants.add(granted.grant());
                    }
                }
                if (revision >= last) {
                    told.countDown();
                }
            }

            @Override
            public void onClosed(ArbiterException why) {
                failure.append(why.getMessage());
                told.countDown();
            }
        })) {
            if (!told.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                failure.append("told up to revision ")
                        .append(watch.revision())
                        .append(" of ")
                        .append(last);
            }
        }
        if (!failure.isEmpty()) {
            throw new IllegalStateException("the events of '" + prefix + "' are incomplete: " + failure);
        }
        return List.copyOf(grants);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        stalls.stop();
        // Later looks go to a closed tape, which ignores them: an interrupt could break the tape.
        threads.shutdown();
        tape.close();
        eyes.forEach(RegionClient::close);
        anywhere.close();
    }
}
