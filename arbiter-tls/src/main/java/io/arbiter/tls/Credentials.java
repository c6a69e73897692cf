package io.arbiter.tls;

import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificate, key and trust of this process, kept fresh: the files are looked at every second, and used from then on
 * for new connections, without a restart; connections that are open stay. They are taken as a whole and only if they
 * fit each other, so a file that is half written, or a key without its certificate, changes nothing but the log.
 * Thread-safe.
 */
public final class Credentials implements AutoCloseable {
    /** The only protocol that is spoken. */
    public static final String PROTOCOL = "TLSv1.3";

    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** Longer than the seven days that the standard allows, so that none is sent. */
    private static final Duration NO_TICKETS = Duration.ofDays(8);

    private final CredentialFiles files;
    private final IdentityMapping mapping;
    private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
    private final AdvancedTlsX509TrustManager trust;
    private final RefusalNews news = new RefusalNews();
    private final ScheduledExecutorService looking;
    private volatile CredentialSet current;

    private Credentials(CredentialFiles files, IdentityMapping mapping) throws IOException, GeneralSecurityException {
        this.files = files;
        this.mapping = mapping;
        this.trust = AdvancedTlsX509TrustManager.newBuilder()
                .setVerification(AdvancedTlsX509TrustManager.Verification.CERTIFICATE_ONLY_VERIFICATION)
                .build();
        use(files.load());
        this.looking = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "tls-files");
            thread.setDaemon(true);
            return thread;
        });
        looking.scheduleWithFixedDelay(
                this::refresh, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Reads the files, and looks at them until it is closed.
     *
     * @throws TlsException if they cannot be used now
     */
    public static Credentials open(TlsFiles files, IdentityMapping mapping) throws TlsException {
        try {
            return new Credentials(new CredentialFiles(files, mapping), mapping);
        } catch (TlsException unusable) {
            throw unusable;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new TlsException("the certificates cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private void refresh() {
        try {
            var changed = files.changed();
            if (changed.isPresent()) {
                use(changed.get());
                LOG.info("new certificates are in use: {}, valid until {}", identity(), notAfter());
            }
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            LOG.error("the former certificates stay in use, until {}: {}", notAfter(), unusable.getMessage());
        }
    }

    private void use(CredentialSet set) throws IOException, GeneralSecurityException {
        trust.updateTrustCredentials(set.trust());
        keys.updateIdentityCredentials(set.chain(), set.key());
        current = set;
    }

    /** Whom the own certificate names. */
    public Identity identity() {
        return current.identity();
    }

    /** When the own certificate expires, or one that leads from it to a trusted one; it may be over. */
    public Instant notAfter() {
        return current.notAfter();
    }

    /** The certificate and the key, always the newest. */
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    /** Accepts peers as the rule says, by the newest trust. Does not look at host names, see {@link PeerRule}. */
    public X509ExtendedTrustManager trustManager(PeerRule rule) {
        return new PeerTrustManager(trust, mapping, rule, news);
    }

    /**
     * For sockets and engines, always with the newest files. No session is resumed, since that would skip the
     * certificates, which may have expired or lost their trust. Whoever makes a server of it asks for the client's
     * certificate, and allows TLS 1.3 alone, as {@link #PROTOCOL} has it.
     */
    public SSLContext context(PeerRule rule) {
        try {
            var context = SSLContext.getInstance(PROTOCOL);
            context.init(new KeyManager[] {keys}, new TrustManager[] {trustManager(rule)}, null);
            context.getServerSessionContext().setSessionTimeout((int) NO_TICKETS.toSeconds());
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java has no " + PROTOCOL, broken);
        }
    }

    /**
     * The other side of a connection whose handshake is over.
     *
     * @throws IdentityException if it showed no certificate, or one that names nobody
     */
    public Identity peer(SSLSession session) throws IdentityException {
        try {
            Certificate[] shown = session.getPeerCertificates();
            return mapping.identify((X509Certificate) shown[0]);
        } catch (SSLPeerUnverifiedException anonymous) {
            throw new IdentityException("no certificate was shown", anonymous);
        }
    }

    /** As {@link IdentityMapping#normal}. */
    public String normal(String identity) {
        return mapping.normal(identity);
    }

    /** Stops looking at the files. Contexts made of this stay usable, with what was read last. */
    @Override
    public void close() {
        looking.shutdownNow();
    }
}
