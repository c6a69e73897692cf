package io.arbiter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spiffe://arbiter/region/us-east/sidecar/orders",
                "spiffe://arbiter/region/us-east/node/us-east",
                "spiffe://prod.example_1/operator/Jane.Doe",
                "spiffe://arbiter/region/region/region-x/region"
            })
    void isReadAndWritten(String id) throws IdentityException {
        assertThat(Identity.parse(id)).hasToString(id);
    }

    @Test
    void itsPartsAreNamed() throws IdentityException {
        assertThat(Identity.parse("spiffe://arbiter/region/us-east/node/n1"))
                .isEqualTo(Identity.node("arbiter", "us-east", "n1"));
        assertThat(Identity.parse("spiffe://arbiter/operator/jane"))
                .isEqualTo(new Identity("arbiter", Optional.empty(), "operator", "jane"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spiffe://",
                "SPIFFE://arbiter/operator/jane",
                "https://arbiter/operator/jane",
                "spiffe://Arbiter/operator/jane",
                "spiffe:///operator/jane",
                "spiffe://arbiter:1/operator/jane",
                "spiffe://user@arbiter/operator/jane",
                "spiffe://arbiter/operator",
                "spiffe://arbiter/operator/",
                "spiffe://arbiter//jane",
                "spiffe://arbiter/operator/jane/",
                "spiffe://arbiter/operator/jane?x",
                "spiffe://arbiter/operator/jane#x",
                "spiffe://arbiter/operator/j%61ne",
                "spiffe://arbiter/operator/..",
                "spiffe://arbiter/operator/.",
                "spiffe://arbiter/operator/jane\n",
                "spiffe://arbiter/region/us-east",
                "spiffe://arbiter/region/us-east/node",
                "spiffe://arbiter/region//node/x",
                "spiffe://arbiter/region/us-east/region/x",
                "spiffe://arbiter/region/-x/node/x",
                "spiffe://arbiter/region/us-east/node/x/y"
            })
    void anythingElseIsRefused(String id) {
        assertThatThrownBy(() -> Identity.parse(id))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("expected spiffe://");
    }

    @Test
    void partsAreBounded() {
        assertThatThrownBy(() -> Identity.parse("spiffe://arbiter/operator/" + "x".repeat(129)))
                .isInstanceOf(IdentityException.class);
        assertThatThrownBy(() -> Identity.parse("spiffe://" + "x".repeat(256) + "/operator/x"))
                .isInstanceOf(IdentityException.class);
        assertThatThrownBy(() -> Identity.parse("spiffe://a/" + "x".repeat(64) + "/x"))
                .isInstanceOf(IdentityException.class);
    }

    @Test
    void noPartHidesAnother() {
        assertThatThrownBy(() -> new Identity("arbiter", Optional.of("us-east/node"), "x", "y"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Identity("arbiter/region/us-east", Optional.empty(), "node", "y"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Identity("arbiter", Optional.empty(), "region", "y"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
