package io.arbiter.chaos.cluster.holder;

import java.util.List;
import java.util.SplittableRandom;

/** Does something with one resource after another until its time is over. */
abstract class ResourceLoop implements Runnable {
    protected final List<String> resources;
    protected final Pace pace;
    protected final SplittableRandom random;

    ResourceLoop(List<String> resources, Pace pace, SplittableRandom random) {
        this.resources = resources;
        this.pace = pace;
        this.random = random;
    }

    abstract void take(String resource);

    @Override
    public final void run() {
        while (!pace.isOver()) {
            take(resources.get(random.nextInt(resources.size())));
            pace.rest(random);
        }
    }
}
