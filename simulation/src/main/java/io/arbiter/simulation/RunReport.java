package io.arbiter.simulation;

import java.util.List;
import java.util.Optional;

/**
 * What one seed came to.
 *
 * @param violation what was broken, or empty
 * @param lastEvents the end of the trace, if it was on
 */
record RunReport(long seed, Mutant mutant, Optional<RuntimeException> violation, long events, Coverage coverage,
        List<String> lastEvents) {

    String command() {
        String flag = mutant == Mutant.NONE ? "" : " --mutant " + mutant;
        return "java -cp 'simulation/target/classes:arbiter-core/target/classes:arbiter-client/target/classes' "
                + "io.arbiter.simulation.SimulationMain --trace --seed " + seed + flag;
    }
}
