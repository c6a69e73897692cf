package io.arbiter.server.raft.tcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerAddressTest {
    private final List<InetAddress> dns = new ArrayList<>();
    private final PeerAddress address = new PeerAddress(() -> new HostPort("my_node", 7400), this::find);

    private List<InetAddress> find(String host) throws UnknownHostException {
        if (dns.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return List.copyOf(dns);
    }

    private void moveTo(String... addresses) throws Exception {
        dns.clear();
        for (String each : addresses) {
            dns.add(InetAddress.getByName(each));
        }
    }

    @Test
    void looksItUpForEveryConnection() throws Exception {
        moveTo("127.0.0.7");
        assertThat(address.get()).isEqualTo(new InetSocketAddress("127.0.0.7", 7400));
        moveTo("::1");
        assertThat(address.get()).isEqualTo(new InetSocketAddress("::1", 7400));
    }

    @Test
    void triesEachOfSeveral() throws Exception {
        moveTo("127.0.0.7", "127.0.0.8");
        assertThat(List.of(address.get(), address.get(), address.get()))
                .containsExactly(
                        new InetSocketAddress("127.0.0.7", 7400),
                        new InetSocketAddress("127.0.0.8", 7400),
                        new InetSocketAddress("127.0.0.7", 7400));
    }

    @Test
    void staysWithTheLastWhileNamesCannotBeLookedUp() throws Exception {
        assertThat(address.get().isUnresolved()).isTrue();
        moveTo("127.0.0.7");
        address.get();
        moveTo();
        assertThat(address.get()).isEqualTo(new InetSocketAddress("127.0.0.7", 7400));
    }
}
