package io.arbiter.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.arbiter.tls.Identity;
import io.arbiter.tls.IdentityException;
import io.arbiter.tls.IdentityMapping;
import io.arbiter.tls.IdentityRule;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever names a trusted authority signs, a certificate is read as whom it names, or as nobody. */
class CertificateFuzzTest {
    private static final IdentityMapping MAPPING =
            IdentityMapping.of("arbiter", IdentityRule.parse(DrawnCertificate.RULES));

    @ValueSource(
            strings = {
                "uri:spiffe://arbiter/region/us-east/node/n1\nCN=jane\nO=Example",
                "uri:spiffe://arbiter/operator/jane\nuri:spiffe://arbiter/region/us-east/node/n1",
                "uri:SPIFFE://arbiter/operator/jane\nCN=jane\nO=Example",
                "uri:spiffe://arbiter/operator/%6Aane",
                "uri:spiffe://arbiter/operator/jane\0\nuri:https://example.com",
                "uri:spiffe://arbiter/operator/jan\u00e9",
                "uri:spiffe://other/operator/jane\ndns:a.orders.example",
                "uri:spiffe://arbiter/region/us-east/node/n 1\nCN=jane\nO=Example",
                "uri:spiffe://arbiter/operator/jane\nip:1",
                "ip:1\ndns:a.orders.example\nCN=jane\nO=Example",
                "dns:a.orders.example\ndns:A.Orders.Example",
                "dns:a.orders.example\0.example\nmail:spiffe://arbiter/operator/jane",
                "dns:a.orders.example\nCN=jane\nO=Example",
                "CN=jane\nO=Example",
                "CN=jane,O=Example",
                "CN=jane\n+O=Example",
                "CN=jane\nO=Example\nCN=x",
                "CN=jane\nO/bmp=Example",
                "CN/bmp=\u6a61\u6e65\nO=Example",
                "CN/t61=jane\nO/print=Example",
                "CN/bytes=jane\nO/ia5=Example",
                "CN=a\nb\nO=c\rd",
                "dir:0\nother:x"
            })
    @FuzzTest
    void names(@NotNull String text) {
        DrawnCertificate drawn = DrawnCertificate.of(text);
        Optional<X509Certificate> certificate = built(drawn);
        if (certificate.isEmpty()) {
            return;
        }
        List<String> ids = drawn.spiffeIds();
        try {
            Identity identity = MAPPING.identify(certificate.get());
            assertThat(Set.of(identity.toString())).isEqualTo(ids.isEmpty() ? drawn.byRule() : Set.copyOf(ids));
            assertThat(ids).hasSizeLessThan(2);
        } catch (IdentityException nobody) {
            assertThat(nobody.getMessage().chars())
                    .as("a log's lines are its own: %s", nobody.getMessage())
                    .noneMatch(Character::isISOControl);
            assertThat(drawn.lines().size() == 1 && ids.size() == 1 && isOurs(ids.get(0)))
                    .as("%s names one", ids)
                    .isFalse();
        }
    }

    private static boolean isOurs(String id) {
        return DrawnCertificate.isIdentity(id) && id.startsWith("spiffe://arbiter/");
    }

    /** Empty if Java refuses it: then TLS does. */
    private static Optional<X509Certificate> built(DrawnCertificate drawn) {
        try {
            return Optional.of(drawn.certificate());
        } catch (CertificateException | IOException refused) {
            return Optional.empty();
        }
    }
}
