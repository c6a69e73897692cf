package io.arbiter.cli.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** A key, and the certificates that vouch for it: its own first. */
record Credential(List<X509Certificate> chain, PrivateKey key) {
    X509Certificate leaf() {
        return chain.get(0);
    }

    /** A private key is never printed. */
    @Override
    public String toString() {
        return leaf().getSubjectX500Principal().toString();
    }
}
