package io.arbiter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.testsupport.tls.TestAuthority;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityRuleTest {
    private static final String TEXT =
            "dns:*.orders.example -> region/us-east/sidecar/*; subject:CN=jane,O=Example -> operator/jane";

    private final TestAuthority authority = new TestAuthority("authority");

    private Identity identify(String rules, String subject, List<String> dns, String... uris) throws IdentityException {
        return IdentityMapping.of("arbiter", IdentityRule.parse(rules))
                .identify(authority.issueTo(subject, dns, uris).certificate());
    }

    @Test
    void aDnsNameOrTheSubjectGivesAnIdentity() throws IdentityException {
        assertThat(identify(TEXT, "CN=x", List.of("A-1.Orders.example")))
                .as("a DNS name in any case is the same")
                .hasToString("spiffe://arbiter/region/us-east/sidecar/a-1");
        assertThat(identify(TEXT, "CN=jane, O=Example", List.of())).hasToString("spiffe://arbiter/operator/jane");
    }

    /** What a former release gave, and its state may have kept. */
    @Test
    void anIdentityByADnsNameHasANormalForm() {
        var mapping = IdentityMapping.of("arbiter", IdentityRule.parse(TEXT));
        assertThat(mapping.normal("spiffe://arbiter/region/us-east/sidecar/A-1"))
                .isEqualTo("spiffe://arbiter/region/us-east/sidecar/a-1");
        for (String own : List.of(
                "spiffe://arbiter/region/us-west/sidecar/A-1",
                "spiffe://other/region/us-east/sidecar/A-1",
                "spiffe://arbiter/operator/Jane",
                "")) {
            assertThat(mapping.normal(own)).isEqualTo(own);
        }
    }

    @Test
    void theSpiffeIdComesFirst() throws IdentityException {
        assertThat(identify(TEXT, "CN=jane, O=Example", List.of(), "spiffe://arbiter/sidecar/b"))
                .hasToString("spiffe://arbiter/sidecar/b");
        assertThatThrownBy(() ->
                        identify(TEXT, "CN=jane, O=Example", List.of(), "spiffe://arbiter/sidecar/b", "spiffe://x/y/z"))
                .hasMessageContaining("has 2 SPIFFE ids");
    }

    @Test
    void noneOrSeveralAreRefused() {
        assertThatThrownBy(() -> identify(TEXT, "CN=jane", List.of("x.example")))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("tls.identities gives it none");
        assertThatThrownBy(() -> identify(TEXT, "CN=x", List.of("a.orders.example", "b.orders.example")))
                .hasMessageContaining("gives it several");
        assertThatThrownBy(() -> identify(TEXT, "CN=x", List.of("*.orders.example")))
                .as("a certificate for every host of a domain")
                .hasMessageContaining("gives it none");
    }

    @Test
    void aSubjectIsComparedAsAWhole() {
        assertThatThrownBy(() -> identify(TEXT, "CN=jane, O=Example, C=DE", List.of()))
                .hasMessageContaining("gives it none");
        assertThatThrownBy(() -> identify("subject:CN=* -> operator/*", "CN=jane, O=Example", List.of()))
                .hasMessageContaining("gives it none");
    }

    @Test
    void theyAreWrittenAsTheyAreRead() {
        assertThat(IdentityRule.parse(TEXT + ";").stream().map(IdentityRule::toString))
                .containsExactlyElementsOf(List.of(TEXT.split("; ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dns:x",
                "uri:x -> operator/x",
                "dns:x -> operator",
                "dns:x -> operator/*",
                "dns:*.* -> operator/x",
                "dns:x -> spiffe://arbiter/operator/x",
                "dns:x -> operator/x/y",
                "",
                "; ",
                "dns:x -> operator/x;; dns:y -> operator/y"
            })
    void whatIsNoRuleIsRefused(String text) {
        assertThatThrownBy(() -> IdentityRule.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
