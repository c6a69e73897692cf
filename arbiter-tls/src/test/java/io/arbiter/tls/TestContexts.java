package io.arbiter.tls;

import io.arbiter.testsupport.tls.IssuedCertificate;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Clients that trust everyone, and show what no careful client would. */
final class TestContexts {
    private TestContexts() {}

    static SSLContext anonymous() {
        return of();
    }

    static SSLContext showing(IssuedCertificate issued) {
        var keys = new AdvancedTlsX509KeyManager();
        keys.updateIdentityCredentials(new X509Certificate[] {issued.certificate()}, issued.key());
        return of(keys);
    }

    private static SSLContext of(KeyManager... keys) {
        try {
            var context = SSLContext.getInstance("TLS");
            var trust = AdvancedTlsX509TrustManager.newBuilder()
                    .setVerification(AdvancedTlsX509TrustManager.Verification.INSECURELY_SKIP_ALL_VERIFICATION)
                    .build();
            context.init(keys, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
