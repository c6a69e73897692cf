package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.testing.ArbiterExtension;
import io.arbiter.testing.TestArbiter;
import io.arbiter.testing.TestCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArbiterExtension.class)
class OrderWriterTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void aWriterThatWasPausedStopsBeforeTheNextOneStarts(TestArbiter arbiter) {
        try (ArbiterClient east = arbiter.client("us-east").build();
                ArbiterClient west = arbiter.client("us-west").build()) {
            Lease old = east.acquire("orders", PATIENCE);
            arbiter.advance(Duration.ofMinutes(1)); // far more than the TTL of 5 s, in which nobody renews
            assertFalse(old.isOpen());
            Lease next = west.acquire("orders", PATIENCE);
            assertTrue(next.token() > old.token());
        }
    }

    @Test
    void aWriterGoesOnWithoutTheRegionThatLed(TestCluster cluster) {
        try (ArbiterClient client =
                cluster.client("us-east").ttl(Duration.ofMinutes(1)).build()) {
            Lease orders = client.acquire("orders", PATIENCE);
            cluster.isolate(cluster.leader());
            Lease invoices = client.acquire("invoices", PATIENCE); // granted once another node leads
            assertTrue(orders.isOpen() && invoices.isOpen());
        }
    }
}
