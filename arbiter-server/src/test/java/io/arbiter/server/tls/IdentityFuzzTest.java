package io.arbiter.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.arbiter.core.auth.Principal;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.tls.Identity;
import io.arbiter.tls.IdentityException;
import io.arbiter.tls.IdentityMapping;
import io.arbiter.tls.IdentityRule;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a certificate, or a rule of the configuration, has for a name: it names one caller, or nobody. */
class IdentityFuzzTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("authority");
    private static final X509Certificate ORDERS = AUTHORITY
            .issueTo("CN=orders", List.of("a.orders.example", "b.orders.example"))
            .certificate();

    /** What the transport reads as an identity, the state machine reads alike: region and role are the same. */
    @ValueSource(
            strings = {
                "spiffe://arbiter/region/us-east/sidecar/orders",
                "spiffe://arbiter/operator/jane",
                "spiffe://arbiter/region/us-east/region/x",
                "spiffe://arbiter//operator/jane",
                "spiffe://arbiter/operator/jane/../x",
                "spiffe://ARBITER/operator/%6Aane",
                "spiffe://a/region/b/node/.."
            })
    @FuzzTest
    void id(@NotNull String text) {
        Identity identity;
        try {
            identity = Identity.parse(text);
        } catch (IdentityException nobody) {
            assertThat(nobody).hasMessageContaining("is no identity");
            return;
        }
        assertThat(identity).hasToString(text);
        var principal = new Principal(text);
        assertThat(principal.region()).isEqualTo(identity.region());
        assertThat(principal.certifiedRole()).contains(identity.role());
        assertThat(text.length()).isLessThanOrEqualTo(Principal.MAX_BYTES);
    }

    /** Rules are refused, or mean the same when they are written out and read again; and they give at most one name. */
    @ValueSource(
            strings = {
                "dns:*.orders.example -> region/us-east/sidecar/*; subject:CN=jane,O=Example -> operator/jane",
                "dns:*.*.example -> operator/*",
                "subject:CN=\\Q*\\E -> operator/*",
                "dns:a -> region/x/region/y",
                "DNS:a -> operator/a",
                "dns:a.orders.example->operator/a;",
                ";"
            })
    @FuzzTest
    void rules(@NotNull String text) {
        List<IdentityRule> rules;
        try {
            rules = IdentityRule.parse(text);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("expected");
            return;
        }
        String written =
                String.join("; ", rules.stream().map(IdentityRule::toString).toList());
        assertThat(IdentityRule.parse(written)).isEqualTo(rules);
        named(rules).ifPresent(identity -> {
            assertThat(identity.trustDomain()).isEqualTo("arbiter");
            assertThat(new Principal(identity.toString()).certifiedRole()).contains(identity.role());
        });
    }

    private static Optional<Identity> named(List<IdentityRule> rules) {
        try {
            return Optional.of(IdentityMapping.of("arbiter", rules).identify(ORDERS));
        } catch (IdentityException none) {
            assertThat(none).hasMessageContaining("expected one");
            return Optional.empty();
        }
    }
}
