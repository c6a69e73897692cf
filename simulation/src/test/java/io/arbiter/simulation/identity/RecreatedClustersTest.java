package io.arbiter.simulation.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.simulation.check.ViolationException;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cluster in place of another, and the clients of the earlier one. */
class RecreatedClustersTest {
    @Test
    void noClientIsTakenForAnothers() {
        assertThat(firstViolation(IdentityMutant.NONE, 2_000)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = IdentityMutant.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void mutantsAreFound(IdentityMutant mutant) {
        Optional<String> found = firstViolation(mutant, 20);
        System.out.println(mutant + " is found by " + found.orElse("no seed"));
        assertThat(found).isPresent();
    }

    private static Optional<String> firstViolation(IdentityMutant mutant, int seeds) {
        return LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> violation(mutant, seed))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> violation(IdentityMutant mutant, long seed) {
        try {
            new RecreatedClusters(seed, mutant).run();
            return Optional.empty();
        } catch (ViolationException violation) {
            return Optional.of("seed " + seed + ": " + violation.getMessage());
        }
    }
}
