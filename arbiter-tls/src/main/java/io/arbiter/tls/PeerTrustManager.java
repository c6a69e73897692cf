package io.arbiter.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts a peer whose certificate leads to a trusted one and names whom the rule accepts. */
final class PeerTrustManager extends X509ExtendedTrustManager {
    private static final Logger LOG = LoggerFactory.getLogger(PeerTrustManager.class);

    private final X509ExtendedTrustManager chains;
    private final IdentityMapping mapping;
    private final PeerRule rule;
    private final RefusalNews news;

    /** One way to check the certificates themselves. */
    private interface ChainCheck {
        void run() throws CertificateException;
    }

    PeerTrustManager(X509ExtendedTrustManager chains, IdentityMapping mapping, PeerRule rule, RefusalNews news) {
        this.news = news;
        this.chains = chains;
        this.mapping = mapping;
        this.rule = rule;
    }

    /** The peer hears only that its certificate is bad: who has refused it says why. */
    private void check(X509Certificate[] chain, ChainCheck trusted) throws CertificateException {
        try {
            checkBoth(chain, trusted);
        } catch (CertificateException refused) {
            if (news.isNews(refused.getMessage(), System.nanoTime())) {
                LOG.warn("refusing a connection: {}", refused.getMessage());
            }
            throw refused;
        }
    }

    private void checkBoth(X509Certificate[] chain, ChainCheck trusted) throws CertificateException {
        try {
            trusted.run();
        } catch (CertificateException untrusted) {
            // With the cause of the cause: it decides which alert the peer gets.
            throw new CertificateException(explain(chain, untrusted), untrusted.getCause());
        }
        rule.check(mapping.identify(chain[0]));
    }

    private static String explain(X509Certificate[] chain, CertificateException untrusted) {
        for (X509Certificate certificate : chain) {
            try {
                certificate.checkValidity();
            } catch (CertificateExpiredException late) {
                return Validity.expired("the peer", certificate);
            } catch (CertificateNotYetValidException early) {
                return Validity.early("the peer", certificate);
            }
        }
        return "the certificate of \"" + chain[0].getSubjectX500Principal() + "\", issued by \""
                + chain[0].getIssuerX500Principal() + "\", is not trusted (" + untrusted.getMessage()
                + "): if it should be, add its issuer's certificate to tls.trust";
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, () -> chains.checkClientTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, () -> chains.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, () -> chains.checkClientTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, () -> chains.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, () -> chains.checkClientTrusted(chain, authType));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, () -> chains.checkServerTrusted(chain, authType));
    }

    /** Trusted authorities are not named to strangers; a peer has one certificate, and needs no hint. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
