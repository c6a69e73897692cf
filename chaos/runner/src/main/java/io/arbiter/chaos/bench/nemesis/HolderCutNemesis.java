package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.net.Partition;
import io.arbiter.chaos.bench.net.Route;
import io.arbiter.chaos.bench.workload.LeaseHolder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Holders do not reach the arbiter, for longer than their lease lasts; they themselves run on. */
final class HolderCutNemesis implements Nemesis {
    @Override
    public String kind() {
        return "holder-cut";
    }

    @Override
    public String objection(Ground ground) {
        return ground.needsLeases();
    }

    @Override
    public Duration length(SeededRandom dice, Ground ground) {
        return ground.ttl().multipliedBy(dice.between(120, 160)).dividedBy(100);
    }

    @Override
    public Strike draw(SeededRandom dice, Ground ground) {
        return new HolderCutStrike();
    }

    static String names(List<LeaseHolder> clients) {
        return clients.isEmpty()
                ? "nobody: there is no holder"
                : clients.stream().map(LeaseHolder::name).collect(Collectors.joining(", "));
    }

    private static final class HolderCutStrike implements Strike {
        private Partition cut = new Partition("nobody", Set.of());

        @Override
        public String plan() {
            return "each holder from its node";
        }

        @Override
        public String begin(Scene scene) {
            Set<Route> routes = new HashSet<>();
            for (LeaseHolder holder : scene.holders()) {
                routes.add(new Route(holder.name(), holder.node()));
                routes.add(new Route(holder.node(), holder.name()));
            }
            cut = new Partition(names(scene.holders()), routes);
            scene.network().begin(cut);
            return cut.detail();
        }

        @Override
        public CompletableFuture<?> end(Scene scene) {
            scene.network().end(cut);
            return WHOLE;
        }
    }
}
