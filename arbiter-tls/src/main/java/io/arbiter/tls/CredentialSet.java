package io.arbiter.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;

/**
 * What the three files held at one time, checked together.
 *
 * @param chain the own certificate, then those that lead to a trusted one
 * @param identity whom the own certificate names
 */
record CredentialSet(X509Certificate[] chain, PrivateKey key, X509Certificate[] trust, Identity identity) {

    /** @throws TlsException if they do not fit each other, or not the present time */
    static CredentialSet of(FileTexts texts, IdentityMapping mapping, Instant now) throws TlsException {
        X509Certificate[] chain = Pem.certificates(texts.certificate());
        PrivateKey key = Pem.key(texts.key());
        X509Certificate[] trust = Pem.certificates(texts.trust());
        var check = new CredentialCheck(texts);
        check.isValidAt(now, chain);
        check.keyFits(key, chain[0]);
        check.leadsToTrust(chain, trust, now);
        Identity identity = check.identity(chain[0], mapping);
        check.allowsUse(chain[0], identity);
        return new CredentialSet(chain, key, trust, identity);
    }

    /** The end of the first certificate to expire of those that it shows. */
    Instant notAfter() {
        return Arrays.stream(chain)
                .map(X509Certificate::getNotAfter)
                .map(Date::toInstant)
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
