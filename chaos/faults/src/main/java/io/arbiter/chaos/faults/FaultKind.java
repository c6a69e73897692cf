package io.arbiter.chaos.faults;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A kind of fault, as the catalogue knows it.
 *
 * @param name     one word, as in {@code --nemesis}
 * @param layer    what it acts upon
 * @param shortest how long it lasts at least
 * @param longest  how long it lasts at most
 * @param drawing  draws its parameters
 * @param tool     what is missing on this machine, and how to get it; empty if nothing is
 */
record FaultKind(String name, Layer layer, Duration shortest, Duration longest,
        Function<SplittableRandom, Blueprint> drawing, Supplier<Optional<String>> tool) {
    /** One that needs no tool. */
    static FaultKind of(String name, Layer layer, int shortestMillis, int longestMillis,
            Function<SplittableRandom, Blueprint> drawing) {
        return new FaultKind(name, layer, Duration.ofMillis(shortestMillis), Duration.ofMillis(longestMillis), drawing,
                Optional::empty);
    }

    FaultKind needing(Supplier<Optional<String>> newTool) {
        return new FaultKind(name, layer, shortest, longest, drawing, newTool);
    }

    /** What this machine lacks for it, and how to get it; empty if nothing. */
    Optional<String> missing() {
        return tool.get();
    }
}
