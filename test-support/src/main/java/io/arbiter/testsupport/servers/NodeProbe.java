package io.arbiter.testsupport.servers;

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
import javax.net.ssl.SSLContext;

/** Requests a server's state over HTTP. Thread safe. */
public final class NodeProbe {
    /** 1 at the leader, 0 elsewhere. */
    public static final String LEADS = "arbiter_raft_is_leader";

    /** Long for a busy machine; a server that is paused answers nothing anyway. */
    private static final Duration BRIEF = Duration.ofSeconds(2);

    private final Duration timeout;
    private final HttpClient client;
    private final String scheme;

    /** For states that are asked for again and again until they are reached. */
    public NodeProbe() {
        this(BRIEF);
    }

    /** @param timeout of each request */
    public NodeProbe(Duration timeout) {
        this(timeout, "http", HttpClient.newBuilder());
    }

    /** Of servers with certificates; as {@link #NodeProbe()} otherwise. */
    public NodeProbe(SSLContext context) {
        this(BRIEF, "https", HttpClient.newBuilder().sslContext(context));
    }

    private NodeProbe(Duration timeout, String scheme, HttpClient.Builder client) {
        this.timeout = timeout;
        this.scheme = scheme;
        this.client = client.connectTimeout(timeout).build();
    }

    /**
     * Why it does not serve: empty text if it does. Empty without an answer.
     *
     * @param http its address for HTTP, {@code host:port}
     */
    public Optional<String> problem(String http) throws InterruptedException {
        return get(http, "/readyz")
                .map(answer -> answer.statusCode() == 200 ? "" : answer.body().strip());
    }

    public boolean isReady(String http) throws InterruptedException {
        return problem(http).filter(String::isEmpty).isPresent();
    }

    public boolean leads(String http) throws InterruptedException {
        return metrics(http)
                .filter(metrics -> metrics.getOrDefault(LEADS, 0.0) == 1)
                .isPresent();
    }

    /** Its metrics by their names, labels included; empty without an answer. */
    public Optional<Map<String, Double>> metrics(String http) throws InterruptedException {
        return get(http, "/metrics")
                .map(answer -> answer.body()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split(" (?=[^ ]+$)"))
                        .collect(Collectors.toMap(
                                pair -> pair[0], pair -> Double.parseDouble(pair[1].replace("Inf", "Infinity")))));
    }

    private Optional<HttpResponse<String>> get(String http, String path) throws InterruptedException {
        URI uri = URI.create(scheme + "://" + http + path);
        try {
            return Optional.of(
                    client.send(HttpRequest.newBuilder(uri).timeout(timeout).build(), BodyHandlers.ofString()));
        } catch (IOException silent) {
            return Optional.empty();
        }
    }
}
