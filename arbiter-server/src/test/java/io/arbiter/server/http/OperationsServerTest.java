package io.arbiter.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.config.HostPort;
import io.arbiter.server.metrics.Meters;
import io.arbiter.server.metrics.PrometheusText;
import io.arbiter.server.metrics.ServerMetrics;
import io.arbiter.server.refusal.ConnectionRefusals;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsServerTest {
    private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.of("no leader known"));
    private final PrometheusRegistry metrics = ServerMetrics.create();
    private OperationsServer server;

    @BeforeEach
    void start() throws Exception {
        server = OperationsServer.start(
                new HostPort("127.0.0.1", 0),
                new PrometheusText(metrics),
                problem::get,
                Optional.empty(),
                ConnectionRefusals.NONE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> call(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(
                        method,
                        method.equals("POST")
                                ? HttpRequest.BodyPublishers.ofString("x".repeat(100_000))
                                : HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void tellsWhetherItIsAliveAndReady() throws Exception {
        assertThat(call("GET", "/healthz").statusCode()).isEqualTo(200);
        assertThat(call("GET", "/readyz").statusCode()).isEqualTo(503);
        assertThat(call("GET", "/readyz").body()).contains("no leader known");
        problem.set(Optional.empty());
        assertThat(call("GET", "/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void whoSaysHalfARequestKeepsNobodyWaiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            slow.add(new Socket("127.0.0.1", server.port()));
            slow.get(i).getOutputStream().write('G');
        }
        await().ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> call("GET", "/healthz").statusCode() == 200);
        for (Socket ended : slow) {
            ended.close();
        }
    }

    @Test
    void exposesTheRegistryAsPrometheusText() throws Exception {
        Counter calls = Meters.counter("arbiter_calls_total", "Calls", "reason");
        metrics.register(calls);
        calls.labelValues("NO_LEADER").inc(3);
        HttpResponse<String> answer = call("GET", "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(answer.body()).contains("arbiter_calls_total{reason=\"NO_LEADER\"} 3.0", "jvm_memory_used_bytes");
    }

    @Test
    void refusesOtherPathsAndMethods() throws Exception {
        assertThat(call("GET", "/").statusCode()).isEqualTo(404);
        assertThat(call("GET", "/metrics/x").statusCode()).isEqualTo(404);
        assertThat(call("DELETE", "/metrics").statusCode()).isEqualTo(405);
        assertThat(call("POST", "/readyz").headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(call("HEAD", "/healthz").body()).isEmpty();
    }
}
