package io.arbiter.bench.contest.floor;

import io.arbiter.bench.contest.Site;
import io.arbiter.testsupport.process.Daemon;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** One connection whose other end, a thread that blocks, sends back every byte. */
final class TcpEcho implements AutoCloseable {
    private final ServerSocket listener;
    private final Socket caller;

    private TcpEcho(InetSocketAddress listen, InetSocketAddress reach) throws IOException {
        listener = new ServerSocket();
        listener.bind(listen);
        Daemon.start("tcp-echo", this::echo);
        int port = reach.getPort() == 0 ? listener.getLocalPort() : reach.getPort();
        caller = new Socket(reach.getAddress(), port);
        caller.setTcpNoDelay(true);
    }

    static TcpEcho onLoopback() throws IOException {
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new TcpEcho(anyPort, anyPort);
    }

    static TcpEcho between(Site site, int from, int to) throws IOException {
        int port = site.ports()[0];
        URI reach = URI.create("tcp://" + site.address(from, to, port));
        return new TcpEcho(
                new InetSocketAddress(site.host(to), port), new InetSocketAddress(reach.getHost(), reach.getPort()));
    }

    private void echo() {
        try (Socket called = listener.accept()) {
            called.setTcpNoDelay(true);
            int next = called.getInputStream().read();
            while (next >= 0) {
                called.getOutputStream().write(next);
                next = called.getInputStream().read();
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt(); // The caller finds its connection broken and reports it.
        }
    }

    void roundTrip() throws IOException {
        caller.getOutputStream().write(1);
        if (caller.getInputStream().read() < 0) {
            throw new EOFException("the other end is gone");
        }
    }

    @Override
    public void close() throws IOException {
        caller.close();
        listener.close();
    }
}
