package io.arbiter.link;

import static io.arbiter.testsupport.Patience.PATIENCE;

import io.arbiter.testsupport.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** An echo server in region b, reached from region a over emulated links. */
final class LinkFixture implements AutoCloseable {
    final EchoServer server = new EchoServer();
    final Links links = new Links(List.of("a", "b"));
    final LinkEmulator emulator = LinkEmulator.start(links, List.of(routeTo(server.address())));

    LinkFixture() throws IOException {}

    static Route routeTo(InetSocketAddress target) {
        return new Route("a", "b", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), target);
    }

    Link there() {
        return links.between("a", "b");
    }

    Link back() {
        return links.between("b", "a");
    }

    void delay(Duration oneWay) {
        links.all().forEach(link -> link.reshape(LinkShape.NONE.withDelay(oneWay)));
    }

    /** Its reads fail after {@link Patience#PATIENCE}: nothing else ends a read of which the bytes do not come. */
    Socket connect() throws IOException {
        InetSocketAddress address = emulator.address(0);
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** Sends one byte and waits for its echo. */
    static int ping(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        return socket.getInputStream().read();
    }

    @Override
    public void close() throws IOException {
        emulator.close();
        server.close();
    }
}
