package io.arbiter.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.arbiter.server.access.Rules;
import io.arbiter.server.config.HostPort;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.metrics.PrometheusText;
import io.arbiter.server.refusal.ConnectionRefusals;
import io.arbiter.server.tls.NodeTls;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /healthz} (200 while the process lives), {@code /readyz} (200 when it can serve, else 503 and the
 * reason) and {@code /metrics}. With TLS all but the first ask for a certificate. Only GET and HEAD; request bodies are
 * not read; at most {@value #THREADS} requests at a time, each read in 5 seconds and answered in 20.
 */
public final class OperationsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperationsServer.class);
    /** One that dribbles a request holds a thread for its time, so there are more than honest callers need. */
    private static final int THREADS = 16;

    private static final int QUEUED = 200;
    private static final Duration REQUEST = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Read by the JDK when it makes its first server. Without, half a request holds a thread for ever. */
    static {
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", Long.toString(REQUEST.toSeconds()));
        System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", Long.toString(ANSWER.toSeconds()));
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Map<String, Supplier<Answer>> routes;
    private final ConnectionRefusals refusals;

    private record Answer(int status, String type, byte[] body) {
        static Answer text(int status, String text) {
            return new Answer(status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * @param problem the reason that the node cannot serve now; empty if it can
     * @param tls this node's certificates; empty for plain HTTP
     * @param refusals is told of callers that show no certificate, or a bad one, where one is asked for
     */
    public static OperationsServer start(
            HostPort listen,
            PrometheusText metrics,
            Supplier<Optional<String>> problem,
            Optional<NodeTls> tls,
            ConnectionRefusals refusals)
            throws StartException {
        InetSocketAddress address = new InetSocketAddress(listen.host(), listen.port());
        try {
            return new OperationsServer(
                    tls.isPresent()
                            ? Https.create(address, QUEUED, tls.get(), refusals)
                            : HttpServer.create(address, QUEUED),
                    routes(metrics, problem),
                    refusals);
        } catch (IOException | RuntimeException e) {
            throw new StartException(ExitCode.START_FAILED, listen.refused("http.listen", e), e);
        }
    }

    private static Map<String, Supplier<Answer>> routes(PrometheusText metrics, Supplier<Optional<String>> problem) {
        Map<String, Supplier<Answer>> routes = Map.of(
                "/healthz", () -> Answer.text(200, "alive"),
                "/readyz", () -> problem.get().map(why -> Answer.text(503, why)).orElse(Answer.text(200, "ready")),
                "/metrics", () -> new Answer(200, metrics.contentType(), metrics.get()));
        Rules.requireForRoutes(routes.keySet());
        return routes;
    }

    private OperationsServer(HttpServer server, Map<String, Supplier<Answer>> routes, ConnectionRefusals refusals) {
        this.server = server;
        this.routes = routes;
        this.refusals = refusals;
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(QUEUED), OperationsServer::daemon);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "http");
        thread.setDaemon(true);
        return thread;
    }

    /** The port, also if a free one was requested. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            send(exchange, answer(exchange));
        } catch (IOException e) {
            LOG.debug("a caller went away", e);
        } catch (RuntimeException e) {
            LOG.warn("{} failed", exchange.getRequestURI(), e);
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Answer.text(405, "only GET and HEAD");
        }
        String path = exchange.getRequestURI().getPath();
        if (!Rules.isForStrangers(path) && !Https.isIdentified(exchange)) {
            String from = exchange.getRemoteAddress().getAddress().getHostAddress();
            refusals.refused(Https.PORT, from, "no certificate was shown");
            return Answer.text(403, "expected a client certificate that this node trusts; without one only /healthz");
        }
        return routes.getOrDefault(path, () -> Answer.text(404, "there is /healthz, /readyz and /metrics"))
                .get();
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(answer.status(), head ? -1 : answer.body().length);
        if (!head) {
            // Closed explicitly, because the exchange's close may end the connection before the buffer is sent.
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer.body());
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
