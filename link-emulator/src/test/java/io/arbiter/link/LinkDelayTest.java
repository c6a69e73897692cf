package io.arbiter.link;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Delays are asserted from below alone, because a busy machine may add any amount. */
class LinkDelayTest {
    private static final Duration ONE_WAY = Duration.ofMillis(30);
    private static final Duration ROUND_TRIP = ONE_WAY.multipliedBy(2);

    private final LinkFixture fixture = newFixture();

    private static LinkFixture newFixture() {
        try {
            return new LinkFixture();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void roundTripTakesBothDelays() throws IOException {
        fixture.delay(ONE_WAY);
        try (Socket socket = fixture.connect()) {
            LinkFixture.ping(socket, 1);
            Duration warm = timed(() -> assertThat(LinkFixture.ping(socket, 2)).isEqualTo(2));
            assertThat(warm).isGreaterThanOrEqualTo(ROUND_TRIP);
        }
    }

    @Test
    void newConnectionPaysItsHandshakeFirst() throws IOException {
        fixture.delay(ONE_WAY);
        Duration cold = timed(() -> {
            try (Socket socket = fixture.connect()) {
                LinkFixture.ping(socket, 1);
            }
        });
        assertThat(cold).isGreaterThanOrEqualTo(ROUND_TRIP.multipliedBy(2));
    }

    /** As ZooKeeper's servers do in an election: they say who they are, and hang up. */
    @Test
    void whatAClientSaidBeforeItClosedArrivesThoughItClosedDuringTheHandshake() throws IOException {
        fixture.delay(ONE_WAY);
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LinkEmulator emulator =
                        LinkEmulator.start(fixture.links, List.of(LinkFixture.routeTo((InetSocketAddress)
                                server.getLocalSocketAddress())))) {
            InetSocketAddress address = emulator.address(0);
            try (var client = new Socket(address.getAddress(), address.getPort())) {
                client.getOutputStream().write(7);
            }
            server.setSoTimeout((int) PATIENCE.toMillis());
            try (Socket accepted = server.accept()) {
                accepted.setSoTimeout((int) PATIENCE.toMillis());
                assertThat(accepted.getInputStream().readAllBytes()).containsExactly(7);
            }
        }
    }

    @Test
    void delayChangesWhileAConnectionIsOpen() throws IOException {
        try (Socket socket = fixture.connect()) {
            LinkFixture.ping(socket, 1);
            fixture.delay(ONE_WAY);
            assertThat(timed(() -> LinkFixture.ping(socket, 2))).isGreaterThanOrEqualTo(ROUND_TRIP);
        }
    }

    @Test
    void jitterNeverReorders() throws IOException {
        fixture.links.all().forEach(link -> link.reshape(new LinkShape(Duration.ofMillis(1), Duration.ofMillis(5), 0)));
        try (Socket socket = fixture.connect()) {
            for (int value = 0; value < 100; value++) {
                socket.getOutputStream().write(value);
                socket.getOutputStream().flush();
            }
            for (int value = 0; value < 100; value++) {
                assertThat(socket.getInputStream().read()).isEqualTo(value);
            }
        }
    }

    /** A proxy that sleeps for each read would never have more than one read under way. */
    @Test
    void delayCostsNoThroughput() throws Exception {
        fixture.delay(Duration.ofSeconds(1));
        byte[] sent = pattern(8 << 20);
        try (Socket socket = fixture.connect()) {
            CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> readAll(socket));
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> send(socket, sent));
            await().until(() -> fixture.emulator.heldBytes() > 2 << 20);
            sender.get();
            assertThat(received.get()).isEqualTo(sent);
        }
    }

    @Test
    void bandwidthIsALowerBoundOnTime() throws IOException {
        fixture.there().reshape(new LinkShape(Duration.ZERO, Duration.ZERO, 1_000_000));
        try (Socket socket = fixture.connect()) {
            Duration took = timed(() -> {
                socket.getOutputStream().write(new byte[200_000]);
                socket.getInputStream().readNBytes(200_000);
            });
            assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void manyConnectionsAtOnceDoNotMixTheirBytes() throws IOException {
        fixture.delay(Duration.ofMillis(5));
        List<Socket> sockets = new ArrayList<>();
        for (int index = 0; index < 200; index++) {
            sockets.add(fixture.connect());
            sockets.get(index).getOutputStream().write(index);
        }
        for (int index = 0; index < 200; index++) {
            assertThat(sockets.get(index).getInputStream().read()).isEqualTo(index);
            sockets.get(index).close();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static Duration timed(Step step) throws IOException {
        long start = System.nanoTime();
        step.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static byte[] pattern(int size) {
        byte[] bytes = new byte[size];
        for (int index = 0; index < size; index++) {
            bytes[index] = (byte) (index * 31 + index / 251);
        }
        return bytes;
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static byte[] readAll(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
