package io.arbiter.testsupport.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void portsOfOneCallDiffer() {
        List<Integer> ports = FreePorts.some(9);
        assertThat(ports).doesNotHaveDuplicates().hasSize(9).doesNotContain(FreePorts.one());
    }

    @Test
    void aPortInUseIsLeftOut() throws IOException {
        try (ServerSocket used = new ServerSocket(FreePorts.one(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.some(198)).doesNotContain(used.getLocalPort());
            assertThatThrownBy(() -> FreePorts.some(199)).hasMessageContaining("only 198 are free; 199 were asked for");
        }
    }

    /** Otherwise a connection of any process may take a port that a server is about to listen at. */
    @Test
    void outgoingConnectionsGetOtherPorts() throws IOException {
        try (ServerSocket listening = new ServerSocket(FreePorts.one(), 50, InetAddress.getLoopbackAddress());
                Socket connected = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
            assertThat(connected.getLocalPort())
                    .isGreaterThan(
                            FreePorts.some(198).stream().max(Integer::compare).orElseThrow());
        }
    }
}
