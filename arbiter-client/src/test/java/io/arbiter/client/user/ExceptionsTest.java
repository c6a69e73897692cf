package io.arbiter.client.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.client.ArbiterException;
import io.arbiter.client.IndeterminateException;
import io.arbiter.client.LeaseChange;
import io.arbiter.client.LeaseHeldException;
import io.arbiter.client.LeaseLostException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A user's test, in a package of its own: it can throw every exception of the library. */
class ExceptionsTest {

    @Test
    void everyOneCanBeMade() {
        for (Class<?> kind : ArbiterException.class.getPermittedSubclasses()) {
            assertThat(kind.getConstructors()).as("%s", kind).hasSize(1);
        }
    }

    @Test
    void whatIsGivenIsTold() {
        var held = new LeaseHeldException(
                "held", "LEASE_HELD", Map.of("token", "7", "holder_session_id", "8", "holder", "west"), null);
        assertThat(held.token()).isEqualTo(7);
        assertThat(held.holderSessionId()).isEqualTo(8);
        assertThat(held.holder()).isEqualTo("west");
        assertThat(held.reason()).isEqualTo("LEASE_HELD");

        var lost = new LeaseLostException("orders", 3, LeaseChange.Cause.BROKEN, "an operator broke it");
        assertThat(lost.resource()).isEqualTo("orders");
        assertThat(lost.token()).isEqualTo(3);
        assertThat(lost.lossCause()).isEqualTo(LeaseChange.Cause.BROKEN);

        var cause = new IllegalStateException();
        assertThat(new IndeterminateException("no answer", "NO_ANSWER", Map.of(), cause))
                .hasCause(cause);
    }
}
