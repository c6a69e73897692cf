package io.arbiter.link;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    @Test
    void whoIsConnectedToALoopThatFailsIsTold() throws IOException {
        EventLoop loop = new EventLoop(new Links(List.of("a", "b")));
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
        loop.listen(listener, LinkFixture.routeTo(address));
        loop.timers().schedule(System.nanoTime(), now -> {
            throw new IllegalStateException("a fault of the loop");
        });
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            client.setSoTimeout((int) PATIENCE.toMillis());
            assertThatThrownBy(loop::run).hasMessage("a fault of the loop");
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }
}
