package io.arbiter.chaos.power;

import io.arbiter.chaos.arguments.ExitStatus;
import io.arbiter.chaos.power.SeedRun.Result;
import io.arbiter.chaos.power.cluster.Leaders;
import io.arbiter.chaos.power.cluster.RunOptions;
import io.arbiter.chaos.power.disk.Lie;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Many seeds, some at a time, in the JVM that {@code disk.c} watches: started by {@link PowerCommand}. */
public final class SeedSweep {
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
    private final long all;
    private final Optional<PutBack> putBack;
    private final Path root;
    private final Leaders leaders = Leaders.listen();
    private final AtomicLong next;
    private final List<Result> found = new ArrayList<>();
    private final CutCounts counts;
    private int done;

    private SeedSweep(long first, long last, long all, Optional<PutBack> putBack, Path root) throws IOException {
        this.next = new AtomicLong(first);
        this.last = last;
        this.count = last - first + 1;
        this.all = all;
        this.putBack = putBack;
        this.root = root;
        this.counts = CutCounts.in(root);
    }

    /**
     * Arguments: the first seed and the last, how many at a time, a fault that was put back or {@code none}, and how
     * many seeds all sweeps of this run have together.
     */
    public static void main(String[] arguments) throws InterruptedException, IOException {
        var campaign = new SeedSweep(
                Long.parseLong(arguments[0]),
                Long.parseLong(arguments[1]),
                Long.parseLong(arguments[4]),
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
        counts.add(result.cuts(), result.isValid());
        boolean convicted =
                putBack.map(fault -> fault.isConvictedBy(result.violations())).orElse(!result.isValid());
        if (convicted) {
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
        if (counts.seeds() % TOLD_EVERY == 0) {
            System.out.println(counts.seeds() + " of " + all + " seeds"
                    + (putBack.isPresent() ? "" : ", " + counts.invalid() + " not valid"));
        }
    }

    private synchronized int verdict() throws IOException {
        counts.save();
        if (counts.seeds() == all || !found.isEmpty()) {
            System.out.println(counts.seeds() + " seeds; cut at " + counts.cuts());
        }
        if (found.stream().anyMatch(result -> !result.violations().isEmpty())) {
            return ExitStatus.VIOLATION;
        }
        if (putBack.isEmpty() && done < count) {
            System.out.println(count - done + " seeds were not run to their end: that says nothing about them");
            return ExitStatus.UNKNOWN;
        }
        List<String> never =
                STEPS.stream().filter(step -> !counts.cuts().containsKey(step)).toList();
        if (putBack.isEmpty() && counts.seeds() >= MANY && !never.isEmpty()) {
            System.out.println("never cut at " + never + ": that says nothing about them");
            return ExitStatus.UNKNOWN;
        }
        return found.isEmpty() ? ExitStatus.VALID : ExitStatus.UNKNOWN;
    }
}
