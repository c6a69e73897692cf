package io.arbiter.chaos.power;

import io.arbiter.chaos.power.SeedRun.Result;
import io.arbiter.chaos.power.cluster.Leaders;
import io.arbiter.chaos.power.cluster.RunOptions;
import io.arbiter.chaos.power.disk.Lie;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Many seeds, some at a time, in the JVM that {@code disk.c} watches: started by {@link PowerCommand}. */
public final class SeedSweep {
    static final int VALID = 0;
    static final int VIOLATION = 1;
    static final int UNKNOWN = 3;
    private static final int TOLD_EVERY = 20;
    /** From so many seeds on each step must have come up. */
    private static final int MANY = 300;

    private static final List<String> STEPS = List.of(
            "vote",
            "candidacy",
            "first answer in a term",
            "append",
            "roll",
            "purge",
            "snapshot",
            "install",
            "truncate",
            "restart",
            "cuts of 1",
            "cuts of 2",
            "cuts of 3");

    private final long last;
    private final long count;
    private final Optional<PutBack> putBack;
    private final Path root;
    private final Leaders leaders = Leaders.listen();
    private final AtomicLong next;
    private final List<Result> found = new ArrayList<>();
    private final SortedMap<String, Integer> cuts = new TreeMap<>();
    private final long begun = System.nanoTime();
    private int done;

    private SeedSweep(long first, long last, Optional<PutBack> putBack, Path root) {
        this.next = new AtomicLong(first);
        this.last = last;
        this.count = last - first + 1;
        this.putBack = putBack;
        this.root = root;
    }

    /** Arguments: the first seed and the last, how many at a time, a fault that was put back or {@code none}. */
    public static void main(String[] arguments) throws InterruptedException {
        var campaign = new SeedSweep(
                Long.parseLong(arguments[0]),
                Long.parseLong(arguments[1]),
                PutBack.named(arguments[3]),
                Path.of(System.getenv("ARBITER_POWER_ROOT")));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            Thread thread = new Thread(campaign::work, "seeds-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // Nodes that lost their power may still be closing.
        Runtime.getRuntime().halt(campaign.verdict());
    }

    private void work() {
        for (long seed = next.getAndIncrement(); seed <= last && !isFound(); seed = next.getAndIncrement()) {
            Result result;
            try {
                result = SeedRun.run(
                        new RunOptions(seed, putBack.map(PutBack::lie).orElse(Lie.NONE), root), leaders);
            } catch (IOException | RuntimeException broken) {
                result = new Result(seed, List.of(), broken.toString(), new TreeMap<>(), List.of());
            }
            tell(result);
        }
    }

    /** A deliberate fault need not be found twice. */
    private synchronized boolean isFound() {
        return putBack.isPresent() && !found.isEmpty();
    }

    private synchronized void tell(Result result) {
        done++;
        result.cuts().forEach((step, times) -> cuts.merge(step, times, Integer::sum));
        boolean counts =
                putBack.map(fault -> fault.isConvictedBy(result.violations())).orElse(!result.isValid());
        if (counts) {
            found.add(result);
        }
        if (!result.isValid()) {
            System.out.println("seed " + result.seed() + ": "
                    + (result.violations().isEmpty()
                            ? "not known: " + result.unknown()
                            : String.join("; ", result.violations())));
            if (putBack.isEmpty()) {
                result.changes().forEach(change -> System.out.println("    " + change));
                System.out.println("  again: chaos power --seeds " + result.seed() + " (several times: threads run as "
                        + "they like); disks: " + root);
            }
        }
        if (done % TOLD_EVERY == 0) {
            System.out.println(done + " of " + count + " seeds, " + seconds() + " s"
                    + (putBack.isPresent() ? "" : ", " + found.size() + " not valid"));
        }
    }

    private long seconds() {
        return (System.nanoTime() - begun) / 1_000_000_000;
    }

    private synchronized int verdict() {
        System.out.println(done + " seeds in " + seconds() + " s; cut at " + cuts);
        if (found.stream().anyMatch(result -> !result.violations().isEmpty())) {
            return VIOLATION;
        }
        if (putBack.isEmpty() && done < count) {
            System.out.println(count - done + " seeds were not run to their end: that says nothing about them");
            return UNKNOWN;
        }
        List<String> never =
                STEPS.stream().filter(step -> !cuts.containsKey(step)).toList();
        if (putBack.isEmpty() && done >= MANY && !never.isEmpty()) {
            System.out.println("never cut at " + never + ": that says nothing about them");
            return UNKNOWN;
        }
        return found.isEmpty() ? VALID : UNKNOWN;
    }
}
