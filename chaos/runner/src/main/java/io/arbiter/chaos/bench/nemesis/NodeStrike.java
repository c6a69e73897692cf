package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.process.Node;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does something to the victims, and undoes it for the same ones at the end. */
final class NodeStrike implements Strike {
    private final Victims victims;
    private final Consumer<Node> harm;
    private final Function<Node, CompletableFuture<?>> mend;
    private List<Node> struck = List.of();

    /** @param mend completes when the node is repaired */
    NodeStrike(Victims victims, Consumer<Node> harm, Function<Node, CompletableFuture<?>> mend) {
        this.victims = victims;
        this.harm = harm;
        this.mend = mend;
    }

    @Override
    public String plan() {
        return victims.plan();
    }

    @Override
    public String begin(Scene scene) {
        struck = victims.at(scene);
        struck.forEach(harm);
        return Victims.names(struck);
    }

    @Override
    public CompletableFuture<?> end(Scene scene) {
        return CompletableFuture.allOf(struck.stream().map(mend).toArray(CompletableFuture<?>[]::new));
    }
}
