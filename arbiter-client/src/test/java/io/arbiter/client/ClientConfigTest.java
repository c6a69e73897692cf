package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.client.internal.context.DefaultHolderName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One rule, one message. */
class ClientConfigTest {
    private static final Path NONE = Path.of("none.crt");

    private static void refuses(UnaryOperator<ArbiterClientBuilder> wrong, String message) {
        ArbiterClientBuilder builder = ArbiterClient.builder().endpoints("a:1").region("us-east");
        assertThatThrownBy(() -> wrong.apply(builder).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyRuleHasItsMessage() {
        refuses(builder -> builder.endpoints(), "endpoints are missing");
        refuses(builder -> builder.endpoints("nowhere"), "endpoint 'nowhere' is not host:port");
        refuses(builder -> builder.endpoints("a:99999"), "endpoint 'a:99999' is not host:port");
        refuses(builder -> builder.endpoints(Collections.nCopies(17, "a:1")), "17 endpoints, expected at most 16");
        refuses(builder -> builder.region("r".repeat(65)), "region has 65 bytes");
        refuses(builder -> builder.holder(""), "holder has 0 bytes");
        refuses(builder -> builder.ttl(Duration.ofMillis(999)), "ttl is PT0.999S");
        refuses(builder -> builder.ttl(Duration.ofHours(2)), "ttl is PT2H");
        refuses(builder -> builder.driftBound(0), "driftBound is 0.0");
        refuses(builder -> builder.driftBound(0.2), "driftBound is 0.2");
        refuses(builder -> builder.lockDelay(Duration.ofSeconds(-1)), "lockDelay is PT-1S");
        refuses(builder -> builder.requestTimeout(Duration.ZERO), "requestTimeout is PT0S");
        refuses(builder -> builder.requestTimeout(Duration.ofHours(25)), "requestTimeout is PT25H");
        refuses(builder -> builder.healthTimeout(Duration.ofSeconds(3)), "healthTimeout is PT3S");
        refuses(builder -> builder.sessionListener(null), "sessionListener is null");
        refuses(builder -> builder.clock(null), "clock is null");
        refuses(builder -> builder.channels(null), "channels is null");
        refuses(builder -> builder.trustDomain("No"), "trustDomain is 'No'");
        refuses(builder -> builder.tls(NONE, NONE, NONE).insecure(), "tls(...) is given with insecure()");
        refuses(
                builder -> builder.tls(NONE, NONE, NONE).channels(address -> null),
                "tls(...) is given with channels(...)");
        refuses(builder -> builder.endpoints("10.0.0.1:7401"), "endpoint '10.0.0.1:7401' is no loopback address");
        refuses(builder -> builder.endpoints("[2001:db8::1]:7401"), "is no loopback address");
    }

    @Test
    void plaintextIsForThisMachineUnlessItIsAskedFor() {
        ArbiterClientBuilder builder = ArbiterClient.builder();
        builder.endpoints("127.0.1.3:7401", "[::1]:7401", "localhost:7401")
                .build()
                .close();
        builder.endpoints("10.0.0.1:7401").insecure().build().close();
    }

    @Test
    void filesThatCannotBeUsedAreNamed() {
        ArbiterClientBuilder builder = ArbiterClient.builder().endpoints("a:1").tls(NONE, NONE, NONE);
        assertThatThrownBy(builder::build)
                .isInstanceOf(UnauthenticatedException.class)
                .hasMessageContaining("none.crt is missing");
    }

    @Test
    void theDefaultHolderNamesTheProcess() {
        assertThat(DefaultHolderName.thisProcess())
                .contains("pid " + ProcessHandle.current().pid());
    }
}
