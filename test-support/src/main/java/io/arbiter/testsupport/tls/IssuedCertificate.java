package io.arbiter.testsupport.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A certificate and its key, to be written as PEM. */
public record IssuedCertificate(X509Certificate certificate, PrivateKey key) {
    /** The names of the files that are written. */
    public static final String CERTIFICATE = "certificate.pem";

    public static final String KEY = "key.pem";
    public static final String TRUST = "trust.pem";

    /** Writes all three files, each at once. */
    public void write(Path directory, TestAuthority... trusted) throws IOException {
        replace(directory.resolve(KEY), block("PRIVATE KEY", key.getEncoded()));
        replace(directory.resolve(CERTIFICATE), pem(certificate));
        writeTrust(directory, trusted);
    }

    /** Writes the authorities that are trusted. */
    public static void writeTrust(Path directory, TestAuthority... trusted) throws IOException {
        var all = new StringBuilder();
        for (TestAuthority authority : trusted) {
            all.append(pem(authority.certificate()));
        }
        replace(directory.resolve(TRUST), all.toString());
    }

    private static void replace(Path file, String text) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(written, text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String block(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
    }
}
