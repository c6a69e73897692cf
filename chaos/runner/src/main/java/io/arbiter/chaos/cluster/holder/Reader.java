package io.arbiter.chaos.cluster.holder;

import java.util.List;
import java.util.SplittableRandom;

/** Reads, over its own region's node first, the holders and the records. Needs no session. */
final class Reader extends ResourceLoop {
    private final RegionClient client;

    Reader(RegionClient client, List<String> resources, Pace pace, SplittableRandom random) {
        super(resources, pace, random);
        this.client = client;
    }

    @Override
    void take(String resource) {
        if (random.nextBoolean()) {
            client.readHolder(resource);
        } else {
            client.readRecord(resource);
        }
    }

    /** Everything once: no acknowledged write may be missing. */
    void readAll() {
        resources.forEach(client::readHolder);
        resources.forEach(client::readRecord);
    }
}
