package io.arbiter.chaos.cluster;

import io.arbiter.chaos.cluster.holder.HolderMain;
import io.arbiter.chaos.cluster.holder.Observer;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One region's clients hold leases that all others wait for; they die; the others get the leases, one after another. If
 * the dead come back, they write too late. In the end every region reads everything.
 */
final class LivenessPhase {
    private static final long LOOK_MILLIS = 50;

    private final ClusterOptions options;
    private final Stage stage;
    private final String run;
    private final Death death;

    LivenessPhase(ClusterOptions options, Stage stage, String run, Death death) {
        this.options = options;
        this.stage = stage;
        this.run = run;
        this.death = death;
    }

    void play(Observer observer) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        stage.holders().tell(List.of(death.region()), "hold", options.patience());
        List<CompletableFuture<Void>> served = new ArrayList<>();
        death.survivors()
                .forEach(region -> served.add(stage.holders().of(region).tell("await")));
        for (String resource : HolderMain.lastLeases(run)) {
            awaitWaiters(observer, resource, death.survivors().size());
        }
        Region leader = stage.regions()
                .leader()
                .orElseThrow(() -> new IllegalStateException("nobody leads though the cluster was healthy"));
        Optional<Region> server = death.server(stage.regions(), leader);
        boolean leaderDies = server.isPresent() && server.get().equals(leader);
        death.strike(stage.holders().of(death.region()), server);
        observer.note("death", remark("begin", leaderDies));
        observer.look(HolderMain.lastLeases(run).get(0));
        Holders.await(served, "await", options.patience());
        bringBack(observer, leaderDies);
        readEverywhere();
    }

    private Map<String, Object> remark(String phase, boolean leaderDies) {
        return Map.of("phase", phase, "detail", death.toString(), "region", death.region(), "leader", leaderDies);
    }

    private void awaitWaiters(Observer observer, String resource, int count)
            throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + options.patience().toNanos();
        while (observer.waiters(resource) < count) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("not all " + count + " clients came to wait for " + resource);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void bringBack(Observer observer, boolean leaderDied)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        observer.note("death", remark("end", leaderDied));
        stage.regions().heal();
        if (death.isPause()) {
            stage.holders().of(death.region()).resume();
            stage.holders().tell(List.of(death.region()), "late", options.patience());
        } else {
            stage.holders().replace(death.region());
        }
    }

    private void readEverywhere() throws InterruptedException, ExecutionException, TimeoutException {
        List<String> present = death.isPause() ? Regions.NAMES : death.survivors();
        stage.holders().tell(present, "read", options.patience());
        stage.holders().tell(present, "end", options.patience());
    }
}
