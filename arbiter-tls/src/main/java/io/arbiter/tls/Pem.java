package io.arbiter.tls;

import io.grpc.util.CertificateUtils;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** Reads PEM. */
final class Pem {
    private Pem() {}

    /** At least one. */
    static X509Certificate[] certificates(FileContents file) throws TlsException {
        try {
            X509Certificate[] certificates = CertificateUtils.getX509Certificates(file.stream());
            if (certificates.length == 0) {
                throw new TlsException(file + " holds no certificate; expected PEM, -----BEGIN CERTIFICATE-----");
            }
            return certificates;
        } catch (GeneralSecurityException damaged) {
            throw new TlsException(
                    file + " cannot be read as PEM certificates, -----BEGIN CERTIFICATE-----: " + damaged.getMessage(),
                    damaged);
        }
    }

    static PrivateKey key(FileContents file) throws TlsException {
        try {
            return CertificateUtils.getPrivateKey(file.stream());
        } catch (GeneralSecurityException | IOException | IllegalArgumentException damaged) {
            throw new TlsException(
                    file + " holds no RSA or EC key in PKCS#8 without a password, -----BEGIN PRIVATE KEY-----; "
                            + "\"openssl pkcs8 -topk8 -nodes\" converts others",
                    damaged);
        }
    }
}
