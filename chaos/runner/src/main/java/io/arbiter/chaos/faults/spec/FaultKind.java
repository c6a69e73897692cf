package io.arbiter.chaos.faults.spec;

import io.arbiter.chaos.servers.Interposer;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A kind of fault, as the catalogue knows it.
 *
 * @param name     one word, as in {@code --nemesis}
 * @param layer    what it acts upon
 * @param shortest how long it lasts at least
 * @param longest  how long it lasts at most
 * @param drawing  draws its parameters
 * @param interposed whether the servers must be started with the {@link Interposer} for it
 */
public record FaultKind(
        String name,
        Layer layer,
        Duration shortest,
        Duration longest,
        Function<SplittableRandom, Blueprint> drawing,
        boolean interposed) {
    /** One that any server can suffer. */
    public static FaultKind of(
            String name,
            Layer layer,
            int shortestMillis,
            int longestMillis,
            Function<SplittableRandom, Blueprint> drawing) {
        return new FaultKind(
                name, layer, Duration.ofMillis(shortestMillis), Duration.ofMillis(longestMillis), drawing, false);
    }

    /** It is one of a server's clock or disk. */
    public FaultKind ofClockOrDisk() {
        return new FaultKind(name, layer, shortest, longest, drawing, true);
    }

    /** The tool that this machine lacks for it, and how to get it; empty if nothing. */
    public Optional<String> missing() {
        return interposed ? Interposer.missing() : Optional.empty();
    }
}
