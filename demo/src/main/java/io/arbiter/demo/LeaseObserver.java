package io.arbiter.demo;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Watch;
import io.arbiter.client.WatchListener;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Event;
import io.arbiter.client.model.Grant;
import io.arbiter.client.model.LeaseStatus;
import io.arbiter.client.model.Waiter;
import io.arbiter.demo.orders.OrdersTable;
import io.arbiter.demo.report.Tenure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees the lease from eu-central, the region that suffers no fault: by its events, and as an operator. Thread-safe. */
final class LeaseObserver implements WatchListener, AutoCloseable {
    private final Progress progress;
    private final ArbiterClient client;
    private final Watch watch;
    private final Map<Long, Grant> grants = new LinkedHashMap<>();
    private final Map<Long, Instant> ends = new LinkedHashMap<>();

    /** @param pki where the operator's certificate is */
    LeaseObserver(Progress progress, Path pki) {
        this.progress = progress;
        this.client = ArbiterClient.builder()
                .endpoints(Regions.endpoints(Regions.CENTRAL).split(","))
                .region(Regions.CENTRAL)
                .holder("demo")
                .tls(pki.resolve("operator.crt"), pki.resolve("operator.key"), pki.resolve("ca.crt"))
                .build();
        this.watch = client.watch(OrdersTable.RESOURCE, 1, this);
    }

    @Override
    public synchronized void onEvents(List<Event> events, long revision) {
        for (Event event : events) {
            if (event instanceof Event.LeaseGranted granted) {
                Grant lease = granted.grant();
                grants.put(lease.token(), lease);
                progress.say("  %s is granted the lease: token %d, %s", lease.region(), lease.token(), lease.basis());
            } else if (event instanceof Event.LeaseEnded ended) {
                ends.put(ended.token(), ended.at());
                progress.say("  token %d has ended: %s", ended.token(), ended.reason());
            }
        }
    }

    @Override
    public void onClosed(ArbiterException failure) {
        progress.say("  the watch has ended: %s", failure.getMessage());
    }

    /** The newest token in the events, if that region holds it; else 0. */
    synchronized long tokenOf(String region) {
        Grant newest = null;
        for (Grant lease : grants.values()) {
            newest = lease;
        }
        if (newest == null || !newest.region().equals(region) || ends.containsKey(newest.token())) {
            return 0;
        }
        return newest.token();
    }

    /** All tenures of the lease until now, in order. */
    synchronized List<Tenure> tenures(Instant now) {
        List<Tenure> tenures = new ArrayList<>();
        grants.forEach((token, lease) ->
                tenures.add(new Tenure(lease.region(), token, lease.grantedAt(), ends.getOrDefault(token, now))));
        return tenures;
    }

    String leader() {
        return client.admin().status().leader();
    }

    Optional<Waiter> waiterFrom(String region) {
        return waiterFrom(region, lease());
    }

    private static Optional<Waiter> waiterFrom(String region, LeaseStatus lease) {
        return lease.waiters().stream()
                .filter(waiter -> waiter.region().equals(region))
                .findFirst();
    }

    /**
     * Asks the holder to hand the lease over to that region's waiter, as {@code arbiter lease transfer} does.
     */
    void requestHandoverTo(String region) {
        LeaseStatus now = lease();
        Waiter receiver = waiterFrom(region, now)
                .orElseThrow(() -> new DemoFailedException("nobody in " + region + " waits for the lease"));
        long token = now.grant()
                .orElseThrow(() -> new DemoFailedException("nobody holds the lease"))
                .token();
        client.admin().requestHandover(OrdersTable.RESOURCE, token, receiver.sessionId(), "demo");
    }

    private LeaseStatus lease() {
        return client.admin().getLease(OrdersTable.RESOURCE, Consistency.LINEARIZABLE);
    }

    @Override
    public void close() {
        watch.close();
        client.close();
    }
}
