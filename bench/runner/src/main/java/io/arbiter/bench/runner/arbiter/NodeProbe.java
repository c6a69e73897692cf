package io.arbiter.bench.runner.arbiter;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks a server for its state over HTTP, past all links. */
final class NodeProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String LEADS = "arbiter_raft_is_leader";

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    boolean isReady(NodeFiles node) {
        return get(node, "/readyz").filter(answer -> answer.statusCode() == 200).isPresent();
    }

    boolean leads(NodeFiles node) {
        return get(node, "/metrics").filter(answer -> answer.body().lines()
                .anyMatch(line -> line.startsWith(LEADS) && line.endsWith(" 1.0"))).isPresent();
    }

    /** Empty if it gives no answer. */
    private Optional<HttpResponse<String>> get(NodeFiles node, String path) {
        URI uri = URI.create("http://" + node.site().host(node.node()) + ":" + node.httpPort() + path);
        try {
            return Optional.of(client.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                    BodyHandlers.ofString()));
        } catch (IOException silent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + uri, interrupted);
        }
    }
}
