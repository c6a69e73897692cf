package io.arbiter.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Sends back the bytes it reads until the client ends, then ends as well. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong received = new AtomicLong();
    private final Thread acceptor = new Thread(this::acceptAll, "echo server");

    EchoServer() throws IOException {
        acceptor.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    int accepted() {
        return sockets.size();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                threads.execute(() -> echo(socket));
            } catch (IOException closed) {
                return; // Closed at the end of the test.
            }
        }
    }

    /** Bytes of all connections that have arrived. */
    long received() {
        return received.get();
    }

    private void echo(Socket socket) {
        byte[] buffer = new byte[1 << 16];
        try (socket) {
            for (int count; (count = socket.getInputStream().read(buffer)) >= 0; ) {
                received.addAndGet(count);
                socket.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException reset) {
            return; // The client of the test has reset the connection.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        try {
            acceptor.join(); // What it accepted last is among the sockets, then.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
