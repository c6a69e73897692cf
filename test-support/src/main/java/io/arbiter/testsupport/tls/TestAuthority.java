package io.arbiter.testsupport.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
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
                draft(subject, keys, Instant.now().minus(DAY), Instant.now().plus(DAY)), true, List.of());
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
        return new IssuedCertificate(
                sign(draft(holder, own, notBefore, notAfter), false, uris(uris)), own.getPrivate());
    }

    /** A certificate that is valid now, of that subject, with these alternative names. */
    public IssuedCertificate issueTo(String holder, List<String> dns, String... uris) {
        KeyPair own = pair("EC");
        List<GeneralName> names = new ArrayList<>(uris(uris));
        dns.forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        var draft = draft(
                new X500Principal(holder),
                own,
                Instant.now().minus(DAY),
                Instant.now().plus(DAY));
        return new IssuedCertificate(sign(draft, false, names), own.getPrivate());
    }

    /** A certificate that is valid now, and for those uses alone. */
    public IssuedCertificate issueFor(List<KeyPurposeId> uses, String... uris) {
        KeyPair own = pair("EC");
        var draft = draft(
                new X500Principal("CN=limited"),
                own,
                Instant.now().minus(DAY),
                Instant.now().plus(DAY));
        try {
            draft.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(uses.toArray(KeyPurposeId[]::new)));
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
        return new IssuedCertificate(sign(draft, false, uris(uris)), own.getPrivate());
    }

    private static List<GeneralName> uris(String... uris) {
        return Stream.of(uris)
                .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri))
                .toList();
    }

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private JcaX509v3CertificateBuilder draft(X500Principal holder, KeyPair own, Instant from, Instant to) {
        return new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.valueOf(SERIALS.incrementAndGet()),
                Date.from(from),
                Date.from(to),
                holder,
                own.getPublic());
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder draft, boolean isAuthority, List<GeneralName> names) {
        try {
            draft.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (!names.isEmpty()) {
                draft.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(draft.build(signer));
        } catch (IOException | OperatorCreationException | GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
