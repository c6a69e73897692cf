package io.arbiter.cli.region;

import io.arbiter.cli.cluster.Interrupted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Carries out many moves, so many at once, and tells once a second how far it is. */
final class MoveRun {
    private final int parallel;
    private final Consumer<String> notes;

    MoveRun(int parallel, Consumer<String> notes) {
        this.parallel = parallel;
        this.notes = notes;
    }

    /** What became of each, by name. */
    List<Moved> run(List<Callable<Moved>> moves) {
        ExecutorService pool = Executors.newFixedThreadPool(parallel);
        try {
            var ends = new ExecutorCompletionService<Moved>(pool);
            moves.forEach(ends::submit);
            List<Moved> moved = collect(ends, moves.size());
            moved.sort(Comparator.comparing(one -> one.move().resource()));
            return moved;
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Moved> collect(ExecutorCompletionService<Moved> ends, int all) {
        var moved = new ArrayList<Moved>();
        long told = System.nanoTime();
        int before = 0;
        while (moved.size() < all) {
            try {
                Future<Moved> next = ends.poll(1, TimeUnit.SECONDS);
                if (next != null) {
                    moved.add(next.get());
                }
            } catch (InterruptedException e) {
                throw Interrupted.convert(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
            if (System.nanoTime() - told >= TimeUnit.SECONDS.toNanos(1) || moved.size() == all) {
                if (moved.size() > before) {
                    notes.accept(progress(moved, all));
                }
                before = moved.size();
                told = System.nanoTime();
            }
        }
        return moved;
    }

    private static String progress(List<Moved> moved, int all) {
        long done = moved.stream().filter(Moved::isDone).count();
        long others = moved.size() - done;
        return done + " of " + all + (others == 0 ? "" : ", " + others + " not moved");
    }
}
