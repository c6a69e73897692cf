package io.arbiter.simulation;

import io.arbiter.simulation.mutant.Mutant;
import io.arbiter.simulation.time.Coverage;
import java.util.List;
import java.util.Optional;

/**
 * The result of one seed.
 *
 * @param violation the broken promise, or empty
 * @param lastEvents the end of the trace, if it was on
 */
record RunReport(
        long seed,
        Mutant mutant,
        Optional<RuntimeException> violation,
        long events,
        Coverage coverage,
        List<String> lastEvents) {

    String command() {
        String flag = mutant == Mutant.NONE ? "" : " --mutant " + mutant;
        return "java -cp 'simulation/target/classes:arbiter-core/target/classes:arbiter-client/target/classes"
                + ":arbiter-fence/target/classes' "
                + "io.arbiter.simulation.SimulationMain --trace --seed " + seed + flag;
    }
}
