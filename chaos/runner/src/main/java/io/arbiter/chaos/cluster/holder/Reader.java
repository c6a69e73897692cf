package io.arbiter.chaos.cluster.holder;

import java.util.List;
import java.util.SplittableRandom;

/** Reads, over its own region's node first, the holders and the records. Needs no session. */
final class Reader implements Runnable {
    private final RegionClient client;
    private final List<String> resources;
    private final Pace pace;
    private final SplittableRandom random;

    Reader(RegionClient client, List<String> resources, Pace pace, SplittableRandom random) {
        this.client = client;
        this.resources = resources;
        this.pace = pace;
        this.random = random;
    }

    @Override
    public void run() {
        while (!pace.isOver()) {
            String resource = resources.get(random.nextInt(resources.size()));
            if (random.nextBoolean()) {
                client.readHolder(resource);
            } else {
                client.readRecord(resource);
            }
            pace.rest(random);
        }
    }

    /** Everything once: no acknowledged write may be missing. */
    void readAll() {
        resources.forEach(client::readHolder);
        resources.forEach(client::readRecord);
    }
}
