package io.arbiter.demo;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Watch;
import io.arbiter.client.WatchListener;
import io.arbiter.demo.orders.OrdersTable;
import io.arbiter.demo.report.Tenure;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.Event;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.RequestHandoverRequest;
import io.arbiter.v1.WaiterInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees the lease from eu-central, the region that nothing happens to: by its events, and as an operator.
 * Thread-safe.
 */
final class LeaseObserver implements WatchListener, AutoCloseable {
    private final Progress progress;
    private final ArbiterClient client;
    private final Watch watch;
    private final Map<Long, LeaseInfo> grants = new LinkedHashMap<>();
    private final Map<Long, Instant> ends = new LinkedHashMap<>();

    LeaseObserver(Progress progress) {
        this.progress = progress;
        this.client = ArbiterClient.builder().endpoints(Regions.endpoints(Regions.CENTRAL).split(","))
                .region(Regions.CENTRAL).holder("demo").build();
        this.watch = client.watch(OrdersTable.RESOURCE, 1, this);
    }

    @Override
    public synchronized void happened(List<Event> events, long revision) {
        for (Event event : events) {
            if (event.hasLeaseGranted()) {
                LeaseInfo lease = event.getLeaseGranted().getLease();
                grants.put(lease.getToken(), lease);
                progress.say("  %s is granted the lease: token %d, %s", lease.getRegion(), lease.getToken(),
                        lease.getProof());
            } else if (event.hasLeaseEnded()) {
                ends.put(event.getLeaseEnded().getToken(), Instant.ofEpochMilli(event.getWallMillis()));
                progress.say("  token %d has ended: %s", event.getLeaseEnded().getToken(),
                        event.getLeaseEnded().getReason());
            }
        }
    }

    @Override
    public void ended(ArbiterException failure) {
        progress.say("  the watch has ended: %s", failure.getMessage());
    }

    /** The newest token that the events tell of, if that region holds it; else 0. */
    synchronized long tokenOf(String region) {
        LeaseInfo newest = null;
        for (LeaseInfo lease : grants.values()) {
            newest = lease;
        }
        if (newest == null || !newest.getRegion().equals(region) || ends.containsKey(newest.getToken())) {
            return 0;
        }
        return newest.getToken();
    }

    /** Everyone who has held the lease until now, in order. */
    synchronized List<Tenure> tenures(Instant now) {
        List<Tenure> tenures = new ArrayList<>();
        grants.forEach((token, lease) -> tenures.add(new Tenure(lease.getRegion(), token,
                Instant.ofEpochMilli(lease.getGrantedWallMillis()), ends.getOrDefault(token, now))));
        return tenures;
    }

    String leader() {
        return client.admin().status().getLeader();
    }

    Optional<WaiterInfo> waiterFrom(String region) {
        return waiterFrom(region, lease());
    }

    private static Optional<WaiterInfo> waiterFrom(String region, GetLeaseResponse lease) {
        return lease.getWaitersList().stream().filter(waiter -> waiter.getRegion().equals(region))
                .findFirst();
    }

    /**
     * Asks the holder to hand the lease over to that region's waiter, as {@code arbiter lease transfer} does.
     */
    void requestHandoverTo(String region) {
        GetLeaseResponse now = lease();
        WaiterInfo receiver = waiterFrom(region, now)
                .orElseThrow(() -> new DemoFailure("nobody in " + region + " waits for the lease"));
        client.admin().requestHandover(RequestHandoverRequest.newBuilder().setResource(OrdersTable.RESOURCE)
                .setExpectedToken(now.getLease().getToken()).setToSessionId(receiver.getSessionId())
                .setActor("demo").build());
    }

    private GetLeaseResponse lease() {
        return client.admin().getLease(OrdersTable.RESOURCE, Consistency.CONSISTENCY_LINEARIZABLE);
    }

    @Override
    public void close() {
        watch.close();
        client.close();
    }
}
