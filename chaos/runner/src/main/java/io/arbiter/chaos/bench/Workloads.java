package io.arbiter.chaos.bench;

import io.arbiter.chaos.bench.lease.LeaseOptions;
import io.arbiter.chaos.bench.lease.LeaseWorkload;
import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.bench.workload.EchoWorkload;
import io.arbiter.chaos.bench.workload.LinKvWorkload;
import io.arbiter.chaos.bench.workload.UniqueIdsWorkload;
import io.arbiter.chaos.bench.workload.Workload;
import io.arbiter.chaos.history.Recorder;
import java.util.List;
import java.util.function.LongSupplier;

/** All workloads by the names that the command line knows. */
public final class Workloads {
    private static final List<String> NAMES = List.of("echo", "unique-ids", "lin-kv", LeaseWorkload.NAME);

    private Workloads() {}

    public static List<String> names() {
        return NAMES;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static void requireKnown(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "workload '" + name + "' is unknown: expected one of " + String.join(", ", NAMES));
        }
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static Workload named(
            String name, EventLoop loop, LongSupplier trueTime, Recorder recorder, LeaseOptions lease) {
        requireKnown(name);
        return switch (name) {
            case "echo" -> new EchoWorkload();
            case "unique-ids" -> new UniqueIdsWorkload();
            case "lin-kv" -> new LinKvWorkload(loop);
            default -> new LeaseWorkload(loop, trueTime, recorder, lease);
        };
    }
}
