package io.arbiter.simulation.time;

import io.arbiter.simulation.mutant.Mutant;
import java.util.function.Consumer;

/** One run's virtual time, randomness, settings, trace and coverage, passed down to everything that acts in it. */
public final class Env {
    private final Mutant mutant;
    private final Scheduler time = new Scheduler();
    private final Coverage coverage = new Coverage();
    private final SeededRandom random;
    private final Trace trace;
    private final RunSettings settings;
    private final boolean pausesFailover;
    private final boolean promotes;
    private boolean healed;

    /** @param traceSink receives every event, or null */
    public Env(long seed, Mutant mutant, Consumer<String> traceSink) {
        this.mutant = mutant;
        this.random = new SeededRandom(seed);
        this.trace = Trace.to(time, traceSink);
        this.settings = RunSettings.draw(random);
        this.pausesFailover = seed % 7 == 5;
        this.promotes = seed % 7 == 3;
    }

    public Scheduler time() {
        return time;
    }

    public SeededRandom random() {
        return random;
    }

    public Trace trace() {
        return trace;
    }

    public Coverage coverage() {
        return coverage;
    }

    public RunSettings settings() {
        return settings;
    }

    public Mutant mutant() {
        return mutant;
    }

    /** Whether failover is paused at times. Not drawn, so that the other runs tell the same story as without pauses. */
    public boolean pausesFailover() {
        return pausesFailover;
    }

    /** Whether resources are promoted at times. Not drawn, for the same reason. */
    public boolean promotes() {
        return promotes;
    }

    /** True once the faults have ended. */
    public boolean isHealed() {
        return healed;
    }

    public void heal() {
        healed = true;
    }
}
