package io.arbiter.chaos.bench;

import io.arbiter.chaos.bench.lease.LeaseOptions;
import io.arbiter.chaos.bench.net.Latency;
import io.arbiter.chaos.bench.net.LinkQuality;
import io.arbiter.chaos.bench.toy.ToyNode;
import io.arbiter.chaos.bench.toy.Wrong;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.testsupport.process.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Short runs against toy nodes. */
final class RunFixture {
    private RunFixture() {}

    static String toy(Wrong wrong) {
        return String.join(
                " ",
                Jdk.java(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "'" + System.getProperty("java.class.path") + "'",
                ToyNode.class.getName(),
                wrong.text());
    }

    /** Leases get longer: a holder has to outsleep its TTL of 1 s, and others to write meanwhile. */
    static RunOptions options(String workload, String nemesis, Wrong wrong) {
        return new RunOptions(
                workload,
                toy(wrong),
                3,
                3,
                nemesis,
                200,
                new RunOptions.Times(
                        Duration.ofSeconds(workload.equals("lease") ? 9 : 3),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)),
                new LinkQuality(Latency.parse("uniform:0ms..4ms"), 0, 0, 0),
                10_000,
                new LeaseOptions(Duration.ofSeconds(1), 10_000, 2),
                1);
    }

    static RunResult run(RunOptions options, Path directory) throws InterruptedException {
        return Bench.run(options, directory, line -> {});
    }

    static List<String> convicted(RunResult result) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.validity() == Verdict.Validity.INVALID)
                .map(Verdict::checker)
                .toList();
    }
}
