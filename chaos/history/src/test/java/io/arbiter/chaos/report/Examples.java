package io.arbiter.chaos.report;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.data.RunInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs as they could have been. Run it to get their pages, for the eye: {@code Examples DIRECTORY}. */
public record Examples(RunInfo info, History history, List<Verdict> verdicts) {
    private static final double MINUTE = 60_000;

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        partitions(60).write(directory.resolve("partitions.html"));
        staleRead().write(directory.resolve("stale-read.html"));
        lease(true).write(directory.resolve("lease-violation.html"));
        lease(false).write(directory.resolve("lease.html"));
        partitions(1000).write(directory.resolve("long.html"));
        IndexPage.write(directory.resolve("index.html"), rows());
    }

    void write(Path file) throws IOException {
        Report.write(file, info, history, verdicts);
    }

    /** A register under partitions, about a hundred operations a second. */
    static Examples partitions(int seconds) {
        var story = new Story();
        double end = seconds * 1000.0;
        story.phase("safety", 0)
                .phase("heal", end * 0.75)
                .phase("liveness", end * 0.8)
                .phase("end", end);
        String[] kinds = {"majority ring {n1 n2 n3} {n3 n4 n5}", "halves {n1 n2} {n3 n4 n5}", "isolated leader {n2}"};
        for (int at = 8000, i = 0; at + 4000 < end * 0.75; at += 9000, i++) {
            story.fault("partition", at, at + 4000, kinds[i % 3]);
            if (i % 3 == 1) {
                story.fault("kill", at + 1500, at + 6000, "n" + (i % 5 + 1) + " (kill -9)");
            }
        }
        var random = new Random(7);
        for (int client = 0; client < 20; client++) {
            requests(story, random, end);
        }
        return new Examples(
                info("lin-kv, 5 nodes, partition and kill", "lin-kv", 7),
                story.history(),
                List.of(
                        Verdict.valid(
                                "linearizability",
                                "20 keys, all linearizable; the largest partition had 341 operations"),
                        Verdict.valid("availability", "97.1 % of operations ok while no partition was on")));
    }

    private static void requests(Story story, Random random, double end) {
        int process = story.newProcess();
        for (double now = random.nextDouble() * 200; now < end; now += 20 + random.nextDouble() * 360) {
            boolean cut = now % 9000 > 8000 || now > 9000 && now % 9000 < 3000;
            boolean struck = cut && now < end * 0.75 && random.nextInt(3) == 0;
            double latency = Math.exp(random.nextGaussian() * 0.6 + (cut ? 1.9 : 1.2));
            OperationType outcome =
                    struck ? random.nextBoolean() ? OperationType.INFO : OperationType.FAIL : OperationType.OK;
            double done = now
                    + (struck && outcome == OperationType.INFO ? 1000 : struck ? 30 + random.nextInt(300) : latency);
            String f = List.of("read", "write", "cas").get(random.nextInt(3));
            story.call(process, now, done, outcome, f, "key", "k" + random.nextInt(20), "value", (long)
                    random.nextInt(100));
            now = done;
            process = outcome == OperationType.INFO ? story.newProcess() : process;
        }
    }

    /** A read that does not see a write that was acknowledged before it began. */
    public static Examples staleRead() {
        var story = new Story();
        story.fault("partition", 14_000, 17_500, "isolated leader {n1}");
        var random = new Random(3);
        for (int client = 0; client < 5; client++) {
            requests(story, random, 30_000);
        }
        List<Operation> offending = new ArrayList<>();
        offending.addAll(story.ok(14_100, 14_106, "write", "key", "k4", "value", 17L));
        offending.addAll(story.ok(15_050, 15_220, "write", "key", "k4", "value", 18L));
        offending.addAll(story.ok(15_180, 15_260, "read", "key", "k4", "value", 18L));
        offending.addAll(story.ok(15_301, 15_304, "read", "key", "k4", "value", 17L));
        return new Examples(
                info("lin-kv, 5 nodes, partition; stale reads on purpose", "lin-kv", 3),
                story.history(),
                List.of(
                        Verdict.invalid(
                                "linearizability",
                                "key k4: process 8 read 17 at 15.301 s, although 18 was "
                                        + "written and already read before that: no order of the operations explains it",
                                offending),
                        Verdict.unknown("availability", "3 of 4 heals were observed; the run ended too early")));
    }

    /** Three regions that take turns, one of them paused now and then. */
    public static Examples lease(boolean wrong) {
        var story = new Story();
        story.phase("safety", 0).phase("heal", 45_000).phase("liveness", 48_000).phase("end", MINUTE);
        var random = new Random(11);
        List<Operation> offending = new ArrayList<>();
        long token = 1;
        for (String resource : List.of("orders", "tenants/eu/4711")) {
            double now = 500;
            for (int turn = 0; now < 56_000; turn++) {
                String client = List.of("us-east", "us-west", "eu-central").get((turn + (int) token) % 3);
                boolean paused = turn % 3 == 2;
                double open = Math.min(2500 + random.nextInt(4000), 59_000 - now);
                story.ok(now, now + 40, "acquire", "resource", resource, "client", client, "token", token);
                List<Operation> gate =
                        story.ok(now + 45, now + open, "gate", "resource", resource, "client", client, "token", token);
                writes(story, random, now + 60, now + open - 50, resource, client, token);
                double next = now + open + (paused ? 1200 : 150);
                if (paused) {
                    story.fault("pause", now + open - 200, next + 900, client + " (SIGSTOP)");
                    story.call(
                            story.newProcess(),
                            next + 950,
                            next + 957,
                            OperationType.FAIL,
                            "guarded_write",
                            "resource",
                            resource,
                            "client",
                            client,
                            "token",
                            token,
                            "base",
                            0L,
                            "value",
                            90_000 + token);
                } else {
                    story.ok(
                            now + open,
                            now + open + 12,
                            "release",
                            "resource",
                            resource,
                            "client",
                            client,
                            "token",
                            token);
                }
                if (wrong && resource.equals("orders") && turn == 5) {
                    offending.addAll(gate);
                    String other = client.equals("us-east") ? "us-west" : "us-east";
                    offending.addAll(story.ok(
                            now + open - 700,
                            now + open + 800,
                            "gate",
                            "resource",
                            resource,
                            "client",
                            other,
                            "token",
                            ++token));
                }
                token++;
                now = next;
            }
        }
        story.fault("clock", 20_000, 26_000, "eu-central runs 3 % fast");
        return new Examples(
                info("lease, 3 nodes, pause and clock", "lease", 11),
                story.history(),
                wrong
                        ? List.of(
                                Verdict.invalid(
                                        "gate-exclusivity",
                                        "orders: the gates of two clients were open at once for " + "0.70 s",
                                        offending),
                                Verdict.valid("token-order", "41 tokens, strictly increasing"))
                        : List.of(
                                Verdict.valid("gate-exclusivity", "41 gates, never two at once"),
                                Verdict.valid(
                                        "guard",
                                        "812 writes accepted in order of their tokens, 9 late ones rejected")));
    }

    private static void writes(
            Story story, Random random, double from, double to, String resource, String client, long token) {
        int process = story.newProcess();
        for (double now = from; now < to; now += 100 + random.nextInt(300)) {
            story.call(
                    process,
                    now,
                    now + 3 + random.nextInt(9),
                    OperationType.OK,
                    "guarded_write",
                    "resource",
                    resource,
                    "client",
                    client,
                    "token",
                    token,
                    "base",
                    0L,
                    "value",
                    (long) now);
        }
    }

    /** A soak. */
    static List<RunRow> rows() {
        List<RunRow> rows = new ArrayList<>();
        for (int seed = 1; seed <= 60; seed++) {
            String workload = List.of("lin-kv", "lease", "unique-ids").get(seed % 3);
            Verdict.Validity verdict = seed == 17
                    ? Verdict.Validity.INVALID
                    : seed == 40 ? Verdict.Validity.UNKNOWN : Verdict.Validity.VALID;
            rows.add(new RunRow(
                    seed,
                    workload,
                    List.of("", "partition", "kill,pause").get(seed / 3 % 3),
                    2800 + seed,
                    seed % 7,
                    seed % 5,
                    verdict,
                    Duration.ofMillis(30_000 + seed),
                    "runs/" + seed + ".html"));
        }
        return rows;
    }

    private static RunInfo info(String title, String workload, int seed) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("seed", Integer.toString(seed));
        facts.put("nodes", "5");
        facts.put("rate", "100/s");
        facts.put("latency", "5 ms, exponential");
        facts.put("time limit", "60 s");
        return new RunInfo(
                title,
                "chaos/bin/chaos run --workload " + workload
                        + " --nodes 5 --nemesis partition,kill --rate 100 --time-limit 60 --seed " + seed,
                facts);
    }
}
