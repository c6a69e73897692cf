package io.arbiter.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server that takes one connection after the other, and what each side got of it. */
final class Exchange implements AutoCloseable {
    private static final int HELLO = 42;

    private final SSLServerSocket listening;

    Exchange(SSLContext server) throws IOException {
        listening = (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listening.setNeedClientAuth(true);
        listening.setEnabledProtocols(new String[] {Credentials.PROTOCOL});
    }

    /**
     * One byte there, and one back.
     *
     * @return the server's end
     * @throws IOException the reason of the side that refused
     */
    SSLSocket with(SSLContext client, String... protocols) throws IOException {
        CompletableFuture<SSLSocket> served = CompletableFuture.supplyAsync(this::serve);
        try (var socket = (SSLSocket)
                client.getSocketFactory().createSocket(listening.getInetAddress(), listening.getLocalPort())) {
            if (protocols.length > 0) {
                socket.setEnabledProtocols(protocols);
            }
            socket.getOutputStream().write(HELLO);
            assertThat(socket.getInputStream().read()).isEqualTo(HELLO);
            return served.join();
        } catch (IOException refusedHere) {
            throw serverReason(served, refusedHere);
        }
    }

    private static IOException serverReason(CompletableFuture<SSLSocket> served, IOException refusedHere) {
        try {
            served.join();
            return refusedHere;
        } catch (CompletionException refusedThere) {
            refusedHere.addSuppressed(refusedThere.getCause());
            return refusedHere;
        }
    }

    private SSLSocket serve() {
        try (var socket = (SSLSocket) listening.accept()) {
            socket.getOutputStream().write(socket.getInputStream().read());
            return socket;
        } catch (IOException refused) {
            throw new CompletionException(refused);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
