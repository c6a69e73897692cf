package io.arbiter.cli.pki;

import io.arbiter.tls.Identity;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs certificates, with ECDSA over P-256: what every TLS library takes. Ed25519 is refused by BoringSSL, and so by
 * gRPC in most languages.
 */
record Authority(Credential own) {
    private static final String SCHEME = "spiffe://";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 127;

    static Authority create(String trustDomain, Lifetime lifetime) {
        return signing(utils -> {
            KeyPair keys = keys();
            X500Principal name = new X500Principal("CN=" + trustDomain + " development CA " + serial().toString(36));
            X509v3CertificateBuilder certificate = builder(name, name, keys.getPublic(), lifetime)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(uri(SCHEME + trustDomain)))
                    .addExtension(
                            Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(keys.getPublic()));
            return new Authority(new Credential(List.of(signed(certificate, keys)), keys.getPrivate()));
        });
    }

    /** Of all that it signs; empty if it is none of this program's. */
    String trustDomain() {
        try {
            return Optional.ofNullable(own.leaf().getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .map(name -> String.valueOf(name.get(1)))
                    .filter(name -> name.startsWith(SCHEME))
                    .map(name -> name.substring(SCHEME.length()))
                    .findFirst()
                    .orElse("");
        } catch (CertificateParsingException e) {
            return "";
        }
    }

    boolean signed(X509Certificate certificate) {
        try {
            certificate.verify(own.leaf().getPublicKey());
            return true;
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot check a signature", e);
        }
    }

    /** A new key, and a certificate for it that does not outlive this authority. */
    Credential issue(Identity identity, Lifetime lifetime) {
        return signing(utils -> {
            KeyPair keys = keys();
            X509Certificate ca = own.leaf();
            X509v3CertificateBuilder certificate = builder(
                            ca.getSubjectX500Principal(),
                            new X500Principal("CN=" + identity.name()),
                            keys.getPublic(),
                            lifetime.within(ca.getNotAfter().toInstant()))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, usage(identity))
                    .addExtension(Extension.subjectAlternativeName, false, names(identity))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            utils.createAuthorityKeyIdentifier(ca.getPublicKey()))
                    .addExtension(
                            Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(keys.getPublic()));
            X509Certificate leaf = signed(certificate, new KeyPair(ca.getPublicKey(), own.key()));
            return new Credential(List.of(leaf, ca), keys.getPrivate());
        });
    }

    /** Only nodes are servers; they are clients of each other as well. */
    private static ExtendedKeyUsage usage(Identity identity) {
        return new ExtendedKeyUsage(
                isNode(identity)
                        ? new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}
                        : new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth});
    }

    /** Arbiter checks the URI alone. The names of this machine are for TLS libraries that insist on the host's. */
    private static GeneralNames names(Identity identity) {
        List<GeneralName> names = new ArrayList<>();
        names.add(uri(identity.toString()));
        if (isNode(identity)) {
            names.add(new GeneralName(GeneralName.dNSName, "localhost"));
            names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
            names.add(new GeneralName(GeneralName.iPAddress, "::1"));
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private static boolean isNode(Identity identity) {
        return identity.role().equals(Identity.NODE);
    }

    private static GeneralName uri(String text) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, text);
    }

    private static X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, PublicKey key, Lifetime lifetime) {
        return new JcaX509v3CertificateBuilder(
                issuer, serial(), Date.from(lifetime.from()), Date.from(lifetime.to()), subject, key);
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, new SecureRandom());
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate signed(X509v3CertificateBuilder certificate, KeyPair signer)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(certificate.build(new JcaContentSignerBuilder(SIGNATURE).build(signer.getPrivate())));
    }

    @FunctionalInterface
    private interface Signing<T> {
        T make(JcaX509ExtensionUtils utils) throws GeneralSecurityException, IOException, OperatorCreationException;
    }

    /** Every Java has these algorithms. */
    private static <T> T signing(Signing<T> work) {
        try {
            return work.make(new JcaX509ExtensionUtils());
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }
}
