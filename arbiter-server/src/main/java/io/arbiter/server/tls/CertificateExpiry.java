package io.arbiter.server.tls;

import io.arbiter.server.metrics.Meters;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in time that the certificate ends: by a metric, and in the log once a day. */
public final class CertificateExpiry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateExpiry.class);
    private static final Duration AHEAD = Duration.ofDays(30);
    private static final String REMEDY =
            "; put a new one, with its key, in the place of tls.certificate and tls.key: they are read without a restart";

    private final NodeTls tls;
    private final ScheduledExecutorService daily = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "certificate-expiry");
        thread.setDaemon(true);
        return thread;
    });

    private CertificateExpiry(NodeTls tls) {
        this.tls = tls;
    }

    /** Looks now, and once a day until it is closed. */
    public static CertificateExpiry watch(NodeTls tls) {
        var expiry = new CertificateExpiry(tls);
        expiry.daily.scheduleAtFixedRate(expiry::warn, 0, 1, TimeUnit.DAYS);
        return expiry;
    }

    /**
     * @param tls empty if connections are plaintext
     * @param insecure whether they are, beyond this machine
     */
    public static void register(PrometheusRegistry metrics, Optional<NodeTls> tls, boolean insecure) {
        Meters.gauge(
                metrics,
                "arbiter_tls_certificate_not_after_seconds",
                "When this node's certificate expires, in seconds since 1970; +Inf without one",
                () -> tls.map(own -> (double) own.notAfter().getEpochSecond()).orElse(Double.POSITIVE_INFINITY));
        Meters.gauge(
                metrics,
                "arbiter_tls_insecure",
                "1 if plaintext may leave this machine, else 0",
                () -> insecure ? 1 : 0);
    }

    private void warn() {
        warning(tls.notAfter(), Instant.now()).ifPresent(LOG::warn);
    }

    /** What there is to say about a certificate that ends then. */
    static Optional<String> warning(Instant notAfter, Instant now) {
        if (now.isAfter(notAfter)) {
            return Optional.of("the certificate expired at " + notAfter
                    + ": connections that are open stay, but no new " + "one is made to or from this node" + REMEDY);
        }
        return now.plus(AHEAD).isAfter(notAfter)
                ? Optional.of("the certificate expires at " + notAfter + REMEDY)
                : Optional.empty();
    }

    @Override
    public void close() {
        daily.shutdownNow();
    }
}
