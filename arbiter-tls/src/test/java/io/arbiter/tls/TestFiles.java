package io.arbiter.tls;

import io.arbiter.testsupport.tls.IssuedCertificate;
import java.nio.file.Path;

/** The files that a {@link IssuedCertificate} writes. */
final class TestFiles {
    private TestFiles() {}

    static TlsFiles in(Path directory) {
        return new TlsFiles(
                directory.resolve(IssuedCertificate.CERTIFICATE),
                directory.resolve(IssuedCertificate.KEY),
                directory.resolve(IssuedCertificate.TRUST));
    }
}
