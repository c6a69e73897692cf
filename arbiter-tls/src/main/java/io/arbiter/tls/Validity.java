package io.arbiter.tls;

import java.security.cert.X509Certificate;

/** Says what is wrong with the times of a certificate, and what to do. */
final class Validity {
    private Validity() {}

    static String expired(String where, X509Certificate certificate) {
        return where + ": the certificate of \"" + certificate.getSubjectX500Principal() + "\" expired at "
                + certificate.getNotAfter().toInstant()
                + "; put a new one, with its key, in the place of the old files: they are read without a restart";
    }

    static String early(String where, X509Certificate certificate) {
        return where + ": the certificate of \"" + certificate.getSubjectX500Principal() + "\" is not valid before "
                + certificate.getNotBefore().toInstant() + "; compare the clocks of this machine and of the authority";
    }
}
