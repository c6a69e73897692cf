package io.arbiter.simulation;

import io.arbiter.simulation.mutant.Mutant;
import io.arbiter.simulation.time.Coverage;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * Runs the simulation from a command line: {@code --seeds N} (default 2000), {@code --first N}, {@code --seed N} for
 * one run, {@code --trace} to see it, {@code --mutant NAME} to break something on purpose. Exits with 0 if nothing was
 * violated and every kind of fault struck, 1 if not, 2 for unknown arguments.
 */
public final class SimulationMain {
    /** With fewer seeds, rare faults may not strike. */
    private static final long ENOUGH_FOR_COVERAGE = 500;

    private final PrintStream out;
    private long seeds = 2_000;
    private long first = 1;
    private boolean trace;
    private Mutant mutant = Mutant.NONE;

    private SimulationMain(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out));
    }

    static int run(List<String> args, PrintStream out) {
        var main = new SimulationMain(out);
        try {
            main.parse(args);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println("expected: [--seeds N] [--first N] [--seed N] [--trace] [--mutant NAME], NAME one of "
                    + List.of(Mutant.values()));
            return 2;
        }
        return main.trace ? main.runTraced() : main.runSweep();
    }

    private void parse(List<String> args) {
        var rest = args.iterator();
        while (rest.hasNext()) {
            String flag = rest.next();
            if (flag.equals("--trace")) {
                trace = true;
                continue;
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(flag + " is unknown, or lacks its value");
            }
            set(flag, rest.next());
        }
    }

    private void set(String flag, String value) {
        switch (flag) {
            case "--seeds" -> seeds = Long.parseLong(value);
            case "--first" -> first = Long.parseLong(value);
            case "--seed" -> {
                first = Long.parseLong(value);
                seeds = 1;
            }
            case "--mutant" -> mutant = Mutant.valueOf(value);
            default -> throw new IllegalArgumentException(flag + " is unknown");
        }
    }

    private int runTraced() {
        RunReport report = Simulation.run(first, mutant, out::println);
        return report.violation().isPresent() ? 1 : 0;
    }

    private int runSweep() {
        SeedSweep sweep = new SeedSweep(mutant).run(first, seeds);
        out.println(sweep.coverage());
        out.println(sweep.speed());
        Optional<RunReport> failure = sweep.failure();
        if (failure.isPresent()) {
            out.printf("VIOLATION after %,d seeds%n%s%n", sweep.seeds(), SeedSweep.explain(failure.get()));
            return 1;
        }
        List<Coverage.Kind> missing = sweep.coverage().missing();
        if (seeds >= ENOUGH_FOR_COVERAGE && !missing.isEmpty()) {
            out.println("never happened: " + missing);
            return 1;
        }
        return 0;
    }
}
