package io.arbiter.client.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that DNS allows can be used, though gRPC's parser of targets refuses them; the rest is refused clearly. */
class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "us-east.example:7401,          us-east.example,      us-east.example:7401",
        "us_east_1:7401,                us_east_1,            us_east_1:7401",
        "_a._tcp.example.:1,            _a._tcp.example.,     _a._tcp.example.:1",
        "1:65535,                       1,                    1:65535",
        "-dash-:7401,                   -dash-,               -dash-:7401",
        "bücher.example:7401,           xn--bcher-kva.example, xn--bcher-kva.example:7401",
        "127.0.0.1:7401,                127.0.0.1,            127.0.0.1:7401",
        "[::1]:7401,                    ::1,                  [::1]:7401",
        "[2001:db8::1]:7401,            2001:db8::1,          [2001:db8::1]:7401",
        "[::ffff:10.0.0.1]:7401,        ::ffff:10.0.0.1,      [::ffff:10.0.0.1]:7401",
        "[fe80::1%eth0]:7401,           fe80::1%eth0,         [fe80::1]:7401"
    })
    void canBeConnectedTo(String address, String host, String authority) {
        Endpoint endpoint = Endpoint.parse(address);
        assertThat(endpoint.host()).isEqualTo(host);
        assertThat(endpoint.authority()).isEqualTo(authority);
        assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint);
        ManagedChannel channel = ManagedChannelBuilder.forTarget(HostResolverProvider.target(address))
                .usePlaintext()
                .build();
        assertThat(channel.authority()).isEqualTo(authority);
        channel.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nowhere",
                ":7401",
                "a:",
                "a:0",
                "a:65536",
                "a:7401x",
                "::1:7401",
                "fe80::1",
                "[::1]",
                "[]:7401",
                "[us-east]:7401",
                "[::1:7401",
                "[1::2::3]:7401",
                "a b:7401",
                "a..b:7401",
                ".a:7401",
                "a/b:7401",
                "user@a:7401",
                "http://a:7401",
                "a%b:7401",
                "a,b:7401",
                "a:1:2"
            })
    void isRefusedWithWhatIsExpected(String address) {
        assertThatThrownBy(() -> Endpoint.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endpoint '" + address + "'")
                .hasMessageContaining("expected e.g.");
        String tooLong = "a".repeat(64) + ":7401";
        assertThatThrownBy(() -> Endpoint.parse(tooLong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DNS cannot carry");
    }
}
