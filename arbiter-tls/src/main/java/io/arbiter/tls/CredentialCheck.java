package io.arbiter.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what peers would refuse, before it is used. */
record CredentialCheck(FileTexts texts) {
    private static final byte[] SAMPLE = {1};
    private static final String ANY_USE = "2.5.29.37.0";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    void isValidAt(Instant now, X509Certificate[] chain) throws TlsException {
        for (X509Certificate certificate : chain) {
            if (now.isAfter(certificate.getNotAfter().toInstant())) {
                throw new TlsException(Validity.expired(texts.certificate().toString(), certificate));
            }
            if (now.isBefore(certificate.getNotBefore().toInstant())) {
                throw new TlsException(Validity.early(texts.certificate().toString(), certificate));
            }
        }
    }

    void keyFits(PrivateKey key, X509Certificate certificate) throws TlsException {
        try {
            String algorithm = "SHA256with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : key.getAlgorithm());
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(SAMPLE);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException differs) {
            throw new TlsException(otherKey(), differs);
        }
        throw new TlsException(otherKey());
    }

    private String otherKey() {
        return texts.key() + " is not the key of the certificate in " + texts.certificate()
                + "; expected the two that were made together";
    }

    void leadsToTrust(X509Certificate[] chain, X509Certificate[] trust, Instant now) throws TlsException {
        List<X509Certificate> path = Arrays.stream(chain)
                .filter(one -> !Arrays.asList(trust).contains(one))
                .toList();
        Set<TrustAnchor> anchors =
                Arrays.stream(trust).map(one -> new TrustAnchor(one, null)).collect(Collectors.toSet());
        try {
            var parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (GeneralSecurityException leadsElsewhere) {
            throw new TlsException(
                    texts.certificate() + " does not lead to a certificate in " + texts.trust() + " ("
                            + leadsElsewhere.getMessage() + "); expected its issuer's there, or the ones between in "
                            + texts.certificate(),
                    leadsElsewhere);
        }
    }

    /** What peers ask of the side that connects, and of the one that accepts; a node is both. */
    void allowsUse(X509Certificate certificate, Identity identity) throws TlsException {
        try {
            List<String> uses = certificate.getExtendedKeyUsage();
            List<String> needed =
                    identity.role().equals(Identity.NODE) ? List.of(CLIENT_AUTH, SERVER_AUTH) : List.of(CLIENT_AUTH);
            if (uses != null && !uses.contains(ANY_USE) && !uses.containsAll(needed)) {
                throw new TlsException(texts.certificate() + " is limited to the uses " + uses + ", expected also "
                        + needed + " (" + CLIENT_AUTH + " is clientAuth, " + SERVER_AUTH
                        + " is serverAuth): have it issued with them, or without limits");
            }
        } catch (CertificateParsingException unreadable) {
            throw new TlsException(texts.certificate() + ": its extended key usage cannot be read", unreadable);
        }
    }

    Identity identity(X509Certificate certificate, IdentityMapping mapping) throws TlsException {
        try {
            return mapping.identify(certificate);
        } catch (IdentityException nobody) {
            throw new TlsException(texts.certificate() + ": " + nobody.getMessage(), nobody);
        }
    }
}
