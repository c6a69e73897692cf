package io.arbiter.testsupport.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates, right ones and wrong ones. */
public final class TestAuthority {
    private static final Duration DAY = Duration.ofDays(1);
    private static final AtomicLong SERIALS = new AtomicLong();

    private final X500Principal subject;
    private final KeyPair keys = pair("EC");
    private final X509Certificate certificate;

    public TestAuthority(String name) {
        subject = new X500Principal("CN=" + name);
        certificate = sign(
                subject,
                keys.getPublic(),
                true,
                Instant.now().minus(DAY),
                Instant.now().plus(DAY));
    }

    /** What others have to trust. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** A certificate that is valid now, with these URIs among its alternative names. */
    public IssuedCertificate issue(String... uris) {
        return issue(Instant.now().minus(DAY), Instant.now().plus(DAY), uris);
    }

    /** A certificate with those bounds, both to the second. */
    public IssuedCertificate issue(Instant notBefore, Instant notAfter, String... uris) {
        return issue("EC", notBefore, notAfter, uris);
    }

    /** With a key of that algorithm, EC or RSA. */
    public IssuedCertificate issue(String algorithm, Instant notBefore, Instant notAfter, String... uris) {
        KeyPair own = pair(algorithm);
        var holder = new X500Principal("CN=test " + SERIALS.incrementAndGet());
        return new IssuedCertificate(sign(holder, own.getPublic(), false, notBefore, notAfter, uris), own.getPrivate());
    }

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private X509Certificate sign(
            X500Principal holder, PublicKey key, boolean isAuthority, Instant from, Instant to, String... uris) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    subject,
                    BigInteger.valueOf(SERIALS.incrementAndGet()),
                    Date.from(from),
                    Date.from(to),
                    holder,
                    key);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (uris.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(Stream.of(uris)
                                .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri))
                                .toArray(GeneralName[]::new)));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (IOException | OperatorCreationException | GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
