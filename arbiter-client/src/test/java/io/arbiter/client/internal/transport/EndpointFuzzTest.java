package io.arbiter.client.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text is refused with what was expected, or an endpoint that reads the same from its own text. */
class EndpointFuzzTest {
    @ValueSource(
            strings = {
                "us-east.example:7401",
                "10.0.0.1:1",
                "[2001:db8::1]:65535",
                "[fe80::1%eth0]:7401",
                "bücher.example:7401",
                "a_b.:7401",
                "[::ffff:1.2.3.4]:7401",
                "xn--:1"
            })
    @FuzzTest
    void parsed(@NotNull String text) {
        Endpoint endpoint;
        try {
            endpoint = Endpoint.parse(text);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("expected e.g.");
            return;
        }
        assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint);
        assertThat(endpoint.authority()).endsWith(":" + endpoint.port());
    }
}
