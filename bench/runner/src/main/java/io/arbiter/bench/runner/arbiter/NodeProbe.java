package io.arbiter.bench.runner.arbiter;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Requests a server's state over HTTP, past all links. */
public final class NodeProbe {
    private static final Duration BRIEF = Duration.ofSeconds(2);
    /** 1 at the leader, 0 elsewhere. */
    public static final String LEADS = "arbiter_raft_is_leader";

    private final Duration timeout;
    private final HttpClient client;

    /** For states that are asked for again and again until they are reached. */
    public NodeProbe() {
        this(BRIEF);
    }

    /** @param timeout of each request */
    public NodeProbe(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    boolean isReady(NodeFiles node) {
        return get(node, "/readyz").filter(answer -> answer.statusCode() == 200).isPresent();
    }

    boolean leads(NodeFiles node) {
        return metrics(node)
                .filter(metrics -> metrics.getOrDefault(LEADS, 0.0) == 1)
                .isPresent();
    }

    /** Its metrics by their names, labels included; empty without an answer. */
    public Optional<Map<String, Double>> metrics(NodeFiles node) {
        return get(node, "/metrics")
                .map(answer -> answer.body()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split(" (?=[^ ]+$)"))
                        .collect(Collectors.toMap(
                                pair -> pair[0], pair -> Double.parseDouble(pair[1].replace("Inf", "Infinity")))));
    }

    /** Empty without an answer. */
    private Optional<HttpResponse<String>> get(NodeFiles node, String path) {
        URI uri = URI.create("http://" + node.site().host(node.node()) + ":" + node.httpPort() + path);
        try {
            return Optional.of(
                    client.send(HttpRequest.newBuilder(uri).timeout(timeout).build(), BodyHandlers.ofString()));
        } catch (IOException silent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + uri, interrupted);
        }
    }
}
