package io.arbiter.server.raft.tcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals();

    private static InetAddress machine(int last) throws Exception {
        return InetAddress.getByName("127.0.9." + last);
    }

    @Test
    void eachChangeIsNews() throws Exception {
        assertThat(refusals.isNews(machine(1), "looks for n2")).isTrue();
        assertThat(refusals.isNews(machine(1), "looks for n2")).isFalse();
        assertThat(refusals.isNews(machine(2), "looks for n2")).isTrue();
        assertThat(refusals.isNews(machine(1), "looks for n3")).isTrue();
        refusals.taken(machine(1));
        assertThat(refusals.isNews(machine(1), "looks for n3")).isTrue();
    }

    @Test
    void manyMachinesTakeNoRoom() throws Exception {
        for (int i = 0; i <= Refusals.MACHINES; i++) {
            assertThat(refusals.isNews(machine(i), "no node")).isTrue();
        }
        assertThat(refusals.isNews(machine(0), "no node")).as("forgotten").isTrue();
        assertThat(refusals.isNews(machine(Refusals.MACHINES), "no node")).isFalse();
    }
}
