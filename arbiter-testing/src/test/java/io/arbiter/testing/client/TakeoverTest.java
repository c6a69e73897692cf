package io.arbiter.testing.client;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterClientBuilder;
import io.arbiter.client.Lease;
import io.arbiter.testing.ArbiterExtension;
import io.arbiter.testing.TestArbiter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A process that starts anew with its state directory, as the server sees it. */
@ExtendWith(ArbiterExtension.class)
class TakeoverTest {
    @TempDir
    private Path directory;

    /** Far longer than the test: nothing is free because a session has expired. */
    private ArbiterClientBuilder client(TestArbiter arbiter) {
        return arbiter.client("us-east").ttl(Duration.ofMinutes(30)).stateDirectory(directory);
    }

    @Test
    void theNextProcessHasTheLeaseAtOnceWithANewToken(TestArbiter arbiter) {
        ArbiterClient first =
                client(arbiter).requestTimeout(Duration.ofSeconds(1)).build();
        Lease old = first.acquire("orders", PATIENCE);
        arbiter.disconnectClients();
        first.close();
        arbiter.reconnectClients();
        try (ArbiterClient second = client(arbiter).requestTimeout(PATIENCE).build()) {
            Lease heir = second.acquire("orders", Duration.ZERO);
            assertThat(heir.token()).isGreaterThan(old.token());
            assertThat(old.isOpen()).isFalse();
        }
    }
}
