package io.arbiter.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.arbiter.server.config.HostPort;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.metrics.PrometheusText;
import io.arbiter.server.tls.NodeTls;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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
 * not read; at most {@value #THREADS} answers at a time, each request and each answer in 20 seconds.
 */
public final class OperationsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperationsServer.class);
    private static final int THREADS = 2;
    private static final int QUEUED = 50;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ALIVE = "/healthz";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Read by the JDK when it makes its first server. Without, half a request holds a thread for ever. */
    static {
        for (String limit : List.of("sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime")) {
            System.getProperties().putIfAbsent(limit, Long.toString(LIMIT.toSeconds()));
        }
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Supplier<Optional<String>> problem;
    private final PrometheusText metrics;

    private record Answer(int status, String type, byte[] body) {
        static Answer text(int status, String text) {
            return new Answer(status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * @param problem the reason that the node cannot serve now; empty if it can
     * @param tls this node's certificates; empty for plain HTTP
     */
    public static OperationsServer start(
            HostPort listen, PrometheusText metrics, Supplier<Optional<String>> problem, Optional<NodeTls> tls)
            throws StartException {
        InetSocketAddress address = new InetSocketAddress(listen.host(), listen.port());
        try {
            return new OperationsServer(
                    tls.isPresent() ? Https.create(address, QUEUED, tls.get()) : HttpServer.create(address, QUEUED),
                    metrics,
                    problem);
        } catch (IOException | RuntimeException e) {
            throw new StartException(ExitCode.START_FAILED, listen.refused("http.listen", e), e);
        }
    }

    private OperationsServer(HttpServer server, PrometheusText metrics, Supplier<Optional<String>> problem) {
        this.server = server;
        this.metrics = metrics;
        this.problem = problem;
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
        if (!path.equals(ALIVE) && !Https.isIdentified(exchange)) {
            return Answer.text(403, "expected a client certificate that this node trusts; without one only " + ALIVE);
        }
        return switch (path) {
            case ALIVE -> Answer.text(200, "alive");
            case "/readyz" -> problem.get().map(why -> Answer.text(503, why)).orElse(Answer.text(200, "ready"));
            case "/metrics" -> new Answer(200, metrics.contentType(), metrics.get());
            default -> Answer.text(404, "there is /healthz, /readyz and /metrics");
        };
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
