package io.arbiter.chaos.faults.spec;

import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * All of a fault that strikes servers by their role, each on its own, and remembers nothing.
 *
 * @param words say what happens to whom
 * @param strike strikes one of them
 * @param undo undoes it at one of them
 */
public record Effect(UnaryOperator<String> words, Action strike, Action undo) {
    /** Something done to one server. */
    public interface Action {
        void on(Regions regions, Region region) throws Exception;
    }

    /**
     * The kind of fault that has such an effect.
     *
     * @param roles one of which is drawn first
     * @param drawing draws the parameters after that
     */
    public static FaultKind kind(
            String name,
            Layer layer,
            int shortestMillis,
            int longestMillis,
            Role[] roles,
            Function<SplittableRandom, Effect> drawing) {
        return FaultKind.of(name, layer, shortestMillis, longestMillis, random -> {
            Role.Drawn role = Role.draw(random, roles);
            Effect effect = drawing.apply(random);
            return new Blueprint(effect.words().apply(role.toString()), regions -> effect.fault(name, regions, role));
        });
    }

    /** The fault itself. */
    public Fault fault(String kind, Regions all, Role.Drawn role) {
        return new RoleFault(kind, all, role, words) {
            @Override
            protected void strike(Region region) throws Exception {
                strike.on(regions, region);
            }

            @Override
            protected void undo(Region region) throws Exception {
                undo.on(regions, region);
            }
        };
    }
}
