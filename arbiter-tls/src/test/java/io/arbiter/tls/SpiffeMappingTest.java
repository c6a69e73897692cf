package io.arbiter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.testsupport.tls.TestAuthority;
import org.junit.jupiter.api.Test;

class SpiffeMappingTest {
    private static final String NODE = "spiffe://arbiter/region/us-east/node/n1";

    private final TestAuthority authority = new TestAuthority("authority");
    private final IdentityMapping mapping = IdentityMapping.spiffe("arbiter");

    private Identity identify(String... uris) throws IdentityException {
        return mapping.identify(authority.issue(uris).certificate());
    }

    @Test
    void theOneIdIsTheIdentity() throws IdentityException {
        assertThat(identify(NODE)).hasToString(NODE);
        assertThat(identify("https://example.com/x", NODE)).hasToString(NODE);
    }

    @Test
    void noneOrTwoAreRefused() {
        assertThatThrownBy(this::identify).hasMessageContaining("has 0 SPIFFE ids");
        assertThatThrownBy(() -> identify(NODE, "spiffe://arbiter/operator/jane"))
                .hasMessageContaining("has 2 SPIFFE ids");
        assertThatThrownBy(() -> identify(NODE, "SpiFFe:/other")).hasMessageContaining("has 2 SPIFFE ids");
    }

    @Test
    void anotherTrustDomainIsRefused() {
        assertThatThrownBy(() -> identify("spiffe://other/region/us-east/node/n1"))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("of the trust domain other, expected arbiter");
    }
}
