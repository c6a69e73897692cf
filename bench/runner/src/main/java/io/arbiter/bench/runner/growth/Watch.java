package io.arbiter.bench.runner.growth;

import io.arbiter.bench.contest.Site;
import io.arbiter.bench.runner.arbiter.NodeFiles;
import io.arbiter.bench.runner.measure.Jcmd;
import io.arbiter.bench.runner.measure.Usage;
import io.arbiter.testsupport.servers.NodeProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Takes the samples of one server. */
final class Watch {
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"}";
    private static final String APPLIED = "arbiter_raft_applied_index";
    private static final String SNAPSHOT = "arbiter_raft_snapshot_index";

    /** On a busy machine a server is late; that one has ended shows at once, since its port is closed. */
    private final NodeProbe probe = new NodeProbe(Duration.ofSeconds(30));

    private final List<Sample> samples = new ArrayList<>();
    private final NodeFiles node;
    private final Process server;
    private final Jcmd jcmd;

    Watch(NodeFiles node, Process server, Jcmd jcmd) {
        this.node = node;
        this.server = server;
        this.jcmd = jcmd;
    }

    String region() {
        return Site.region(node.node());
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    Sample last() {
        return samples.get(samples.size() - 1);
    }

    /**
     * @param collect the heap in any case; else only if the log was purged since the last sample
     * @param seconds since the first renewal; read last, because a collection takes time
     */
    void sample(boolean collect, DoubleSupplier seconds) throws IOException, InterruptedException {
        DataDirectory data = DataDirectory.read(node.data());
        long resident = Usage.of(List.of(server)).residentBytes();
        boolean collected = collect || data.logStart() > last().logStart();
        if (collected) {
            jcmd.collect(server.pid());
        }
        Map<String, Double> metrics = probe.metrics(node.http())
                .orElseThrow(() -> new IOException(region() + " gives no answer: it has ended, or is overloaded"));
        samples.add(new Sample(
                seconds.getAsDouble(),
                data.bytes(),
                resident,
                collected ? metrics.get(HEAP).longValue() : null,
                metrics.get(APPLIED).longValue(),
                metrics.get(SNAPSHOT).longValue(),
                data.logStart(),
                metrics.get(NodeProbe.LEADS) == 1));
    }
}
