package io.arbiter.link;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkCutTest {
    /** Time that a test listens before it concludes that nothing comes. */
    private static final int SILENCE_MILLIS = 150;

    private LinkFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new LinkFixture();
        fixture.delay(Duration.ofMillis(2));
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void cutThereHoldsTheRequestAndHealDeliversIt() throws IOException {
        try (Socket socket = fixture.connect()) {
            LinkFixture.ping(socket, 1);
            fixture.there().pass(Passage.CUT);
            socket.getOutputStream().write(2);
            await().until(() -> fixture.emulator.heldBytes() == 1);
            assertSilent(socket);
            fixture.links.heal();
            assertThat(socket.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void cutBackLetsTheRequestThroughAndHoldsTheAnswer() throws IOException {
        try (Socket socket = fixture.connect()) {
            LinkFixture.ping(socket, 1);
            fixture.back().pass(Passage.CUT);
            socket.getOutputStream().write(2);
            await().until(() -> fixture.server.received() == 2 && fixture.emulator.heldBytes() == 1);
            assertSilent(socket);
            fixture.back().pass(Passage.OPEN);
            assertThat(socket.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void oneWayCutLeavesTheOtherDirectionAlone() throws IOException {
        try (Socket socket = fixture.connect()) {
            LinkFixture.ping(socket, 1);
            fixture.delay(Duration.ofMillis(40));
            socket.getOutputStream().write(2);
            await().until(() -> fixture.server.received() == 2);
            fixture.there().pass(Passage.CUT);
            assertThat(socket.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void newConnectionHangsDuringACutAndOpensAfterIt() throws IOException {
        for (Link cut : fixture.links.all()) {
            cut.pass(Passage.CUT);
            try (Socket socket = fixture.connect()) {
                socket.getOutputStream().write(7);
                assertSilent(socket);
                fixture.links.heal();
                assertThat(socket.getInputStream().read()).isEqualTo(7);
            }
        }
    }

    @Test
    void connectionGivenUpDuringACutNeverReachesTheTarget() throws IOException {
        fixture.there().pass(Passage.CUT);
        try (Socket socket = fixture.connect()) {
            socket.getOutputStream().write(7);
            await().until(() -> fixture.emulator.connectionCount() == 1);
        }
        await().until(() -> fixture.emulator.connectionCount() == 0);
        fixture.links.heal();
        try (Socket next = fixture.connect()) {
            LinkFixture.ping(next, 1);
        }
        assertThat(fixture.server.accepted()).isEqualTo(1);
    }

    @Test
    void fullLineMakesTheSenderWait() throws Exception {
        fixture.there().pass(Passage.CUT);
        int size = 3 * DelayLine.CAPACITY_BYTES + (32 << 20);
        try (Socket socket = fixture.connect()) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> writeAll(socket, size));
            await().until(() -> fixture.emulator.heldBytes() >= DelayLine.CAPACITY_BYTES);
            assertSilent(socket);
            assertThat(fixture.emulator.heldBytes()).isLessThan(DelayLine.CAPACITY_BYTES + (64 << 10));
            assertThat(writer).isNotDone();
            fixture.links.heal();
            assertThat(socket.getInputStream().readNBytes(size)).hasSize(size);
            writer.get();
        }
    }

    @Test
    void refusedLinkResetsOldAndNewConnections() throws IOException {
        try (Socket old = fixture.connect()) {
            LinkFixture.ping(old, 1);
            fixture.there().pass(Passage.REFUSED);
            assertThatThrownBy(() -> old.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> LinkFixture.ping(fixture.connect(), 1)).isInstanceOf(SocketException.class);
            fixture.there().pass(Passage.OPEN);
            try (Socket healed = fixture.connect()) {
                assertThat(LinkFixture.ping(healed, 2)).isEqualTo(2);
            }
        }
    }

    @Test
    void resetLinkEndsOldConnectionsAndTakesNewOnes() throws IOException {
        for (Link link : fixture.links.all()) {
            try (Socket old = fixture.connect()) {
                LinkFixture.ping(old, 1);
                link.reset();
                assertThatThrownBy(() -> old.getInputStream().read()).isInstanceOf(SocketException.class);
            }
            try (Socket next = fixture.connect()) {
                assertThat(LinkFixture.ping(next, 2)).isEqualTo(2);
            }
        }
    }

    @Test
    void targetThatIsNotThereResetsTheClient() throws IOException {
        fixture.server.close();
        assertThatThrownBy(() -> {
                    try (Socket socket = fixture.connect()) {
                        socket.getInputStream().read();
                    }
                })
                .isInstanceOf(SocketException.class);
        await().until(() -> fixture.emulator.connectionCount() == 0);
    }

    @Test
    void resetOfOneSideReachesTheOther() throws IOException {
        Socket socket = fixture.connect();
        LinkFixture.ping(socket, 1);
        socket.setSoLinger(true, 0);
        socket.close();
        await().until(() -> fixture.emulator.connectionCount() == 0);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout((int) PATIENCE.toMillis());
    }

    private static void writeAll(Socket socket, int size) {
        try {
            socket.getOutputStream().write(new byte[size]);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
