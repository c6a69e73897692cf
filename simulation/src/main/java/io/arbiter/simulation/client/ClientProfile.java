package io.arbiter.simulation.client;

import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.SeededRandom;
import java.util.List;

/**
 * Configuration of a client.
 *
 * @param stateDirectory whether its processes can prove that their predecessors are dead
 */
public record ClientProfile(
        String clientId, long ttlMillis, long lockDelayMillis, boolean stateDirectory, List<String> wants) {

    public static ClientProfile draw(Env env, int number) {
        SeededRandom random = env.random();
        List<String> wants = env.settings().resources().stream()
                .filter(resource -> random.chance(0.75))
                .toList();
        boolean namesake = number > 0 && random.chance(0.1);
        return new ClientProfile(
                namesake ? "client-0" : "client-" + number,
                random.pick(List.of(1_000L, 2_000L, 3_000L, 5_000L)),
                random.chance(0.2) ? random.between(1, 3_000) : 0,
                !namesake && random.chance(0.6),
                wants);
    }
}
