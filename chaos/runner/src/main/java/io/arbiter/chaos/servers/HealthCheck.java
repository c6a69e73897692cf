package io.arbiter.chaos.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Waits until the servers are one healthy cluster. */
final class HealthCheck {
    private static final long INTERVAL_MILLIS = 200;

    private final Regions regions;
    /** The index that each must have applied; known once all were ready. */
    private OptionalLong goal = OptionalLong.empty();

    HealthCheck(Regions regions) {
        this.regions = regions;
    }

    void await(Duration patience) throws InterruptedException, UnhealthyException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            List<String> complaints = complaints();
            if (complaints.isEmpty()) {
                return;
            }
            failIfEnded();
            if (System.nanoTime() - deadline > 0) {
                throw new UnhealthyException("not healthy after " + patience.toSeconds() + " s: "
                        + String.join("; ", complaints) + "; see the logs in " + regions.directory());
            }
            Thread.sleep(INTERVAL_MILLIS);
        }
    }

    private void failIfEnded() throws UnhealthyException {
        for (Region region : regions.regions()) {
            if (region.lastExitCode().isPresent()) {
                throw new UnhealthyException(region + " has ended with exit code "
                        + region.lastExitCode().getAsInt() + "; its log ends with:\n" + region.lastWords());
            }
        }
    }

    private List<String> complaints() throws InterruptedException {
        List<String> complaints = new ArrayList<>();
        Map<Region, NodeView> views = new LinkedHashMap<>();
        for (Region region : regions.regions()) {
            Optional<NodeView> view = regions.view(region);
            if (view.isEmpty()) {
                complaints.add(region + (region.isPaused() ? " is paused" : " does not answer"));
            } else if (!view.get().ready()) {
                complaints.add(region + ": " + view.get().problem());
            }
            view.ifPresent(seen -> views.put(region, seen));
        }
        long leaders = views.values().stream().filter(NodeView::leader).count();
        if (leaders != 1) {
            complaints.add(leaders + " leaders");
        }
        return complaints.isEmpty() ? laggards(views) : complaints;
    }

    private List<String> laggards(Map<Region, NodeView> views) {
        if (goal.isEmpty()) {
            goal = views.values().stream().mapToLong(NodeView::committed).max();
        }
        List<String> laggards = new ArrayList<>();
        views.forEach((region, view) -> {
            if (view.applied() < goal.getAsLong()) {
                laggards.add(region + " is at entry " + view.applied() + " of " + goal.getAsLong());
            }
        });
        return laggards;
    }
}
