package io.arbiter.chaos.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests the servers' states over HTTP, past all emulated links. */
final class NodeProbe {
    /** Long for a busy machine; a server that is paused answers nothing anyway. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** Empty without an answer. */
    Optional<NodeView> ask(String host) throws InterruptedException {
        try {
            HttpResponse<String> ready = get(host, "/readyz");
            String metrics = get(host, "/metrics").body();
            return Optional.of(new NodeView(
                    ready.statusCode() == 200,
                    ready.body().strip(),
                    gauge(metrics, "is_leader") == 1,
                    gauge(metrics, "term"),
                    gauge(metrics, "committed_index"),
                    gauge(metrics, "applied_index"),
                    gauge(metrics, "snapshot_index")));
        } catch (IOException silent) {
            return Optional.empty();
        }
    }

    private HttpResponse<String> get(String host, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + host + ":" + Block.HTTP_PORT + path);
        return client.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static long gauge(String metrics, String name) throws IOException {
        Matcher line = Pattern.compile("^arbiter_raft_" + name + "(?:\\{[^}]*})? (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics);
        if (!line.find()) {
            throw new IOException("no arbiter_raft_" + name + " in /metrics");
        }
        return (long) Double.parseDouble(line.group(1));
    }
}
