package io.arbiter.chaos.cluster.holder;

import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Watch;
import io.arbiter.client.WatchListener;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.Event;
import io.arbiter.v1.LeaseInfo;
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

/** Sees the run from beside the regions, past all links: at each server a client that only reads, and a tape. */
public final class Observer implements AutoCloseable {
    /** Observers look that often whether the arbiter answers: what a measured election is too long by, at most. */
    private static final long LOOK_MILLIS = 100;
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(1);
    /** Where the answer is needed: long for a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Tape tape;
    private final StallNotes stalls;
    private final ArbiterClient anywhere;
    private final List<RegionClient> eyes = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param servers how the servers call themselves (so they name their leader), and where each is found without links
     * @param firstProcess the first of the process numbers that only this observer uses
     */
    public Observer(Path file, Map<String, String> servers, int firstProcess) throws IOException {
        tape = new Tape(file, firstProcess);
        stalls = new StallNotes("observer", tape);
        anywhere = client(List.copyOf(servers.keySet()), servers, PATIENCE);
        servers.keySet().forEach(server -> eyes.add(new RegionClient("observer",
                client(List.of(server), servers, LOOK_TIMEOUT), tape.newActor())));
        threads.execute(stalls);
    }

    private static ArbiterClient client(List<String> endpoints, Map<String, String> servers, Duration timeout) {
        return ArbiterClient.builder().endpoints(endpoints).holder("observer").requestTimeout(timeout)
                .channelFactory(name -> ManagedChannelBuilder.forTarget("dns:///" + servers.get(name)).usePlaintext()
                        .build()).build();
    }

    /** A phase begins, or a fault does something; see the package of histories. */
    public void note(String f, Map<String, Object> value) {
        tape.note(Operation.NEMESIS, OperationType.INFO, f, value, "");
    }

    /** The revision that everything committed before this call has reached. */
    public long revision() {
        return anywhere.admin().getLease("observer", Consistency.CONSISTENCY_LINEARIZABLE).getRevision();
    }

    /** How many wait for the resource now. */
    public int waiters(String resource) {
        return anywhere.admin().getLease(resource, Consistency.CONSISTENCY_LINEARIZABLE).getWaitersCount();
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
     * What the arbiter's own history says of grants, in order.
     *
     * @param prefix of their resources
     * @param from the first revision that counts
     * @throws IllegalStateException if the history is not told completely within {@code patience}
     */
    public List<LeaseInfo> grants(String prefix, long from, Duration patience) throws InterruptedException {
        long last = revision();
        var grants = Collections.synchronizedList(new ArrayList<LeaseInfo>());
        var told = new CountDownLatch(1);
        var failure = new StringBuffer();
        try (Watch watch = anywhere.watch(prefix, from, new WatchListener() {
            @Override
            public void happened(List<Event> events, long revision) {
                events.stream().filter(Event::hasLeaseGranted).forEach(
                        event -> grants.add(event.getLeaseGranted().getLease()));
                if (revision >= last) {
                    told.countDown();
                }
            }

            @Override
            public void ended(ArbiterException why) {
                failure.append(why.getMessage());
                told.countDown();
            }
        })) {
            if (!told.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                failure.append("told up to revision ").append(watch.revision()).append(" of ").append(last);
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
        // What still looks notes on a closed tape, which takes nothing: an interrupt could break the tape.
        threads.shutdown();
        tape.close();
        eyes.forEach(RegionClient::close);
        anywhere.close();
    }
}
