package io.arbiter.server.raft.tcp.wire;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands between the nodes, knows each connection by its handshake, and breaks those that the test wants broken. */
public final class BadLinks implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(BadLinks.class);

    private record Way(String from, String to) {}

    private record Pipe(Way way, Socket near, Socket far) {
        void close() throws IOException {
            near.close();
            far.close();
        }
    }

    private final List<ServerSocket> doors = new ArrayList<>();
    private final Set<Pipe> pipes = ConcurrentHashMap.newKeySet();
    private final Set<Way> cut = ConcurrentHashMap.newKeySet();
    private final Set<Way> stalling = ConcurrentHashMap.newKeySet();
    private final Set<Way> swallowing = ConcurrentHashMap.newKeySet();
    private final Set<Socket> stalled = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    /** @return the address at which others are to look for the node */
    public String before(String node, String address) throws IOException {
        ServerSocket acceptor = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        doors.add(acceptor);
        addresses.put(node, address);
        Threads.start("bad-link-to-" + node, () -> accept(acceptor, node));
        return "127.0.0.1:" + acceptor.getLocalPort();
    }

    private void accept(ServerSocket acceptor, String node) {
        while (!acceptor.isClosed()) {
            try {
                Socket near = acceptor.accept();
                Threads.start("bad-link", () -> join(near, node));
            } catch (IOException closed) {
                LOG.debug("no more links to {}", node, closed);
            }
        }
    }

    private void join(Socket near, String node) {
        String[] target = addresses.get(node).split(":");
        try (near;
                Socket far = new Socket(target[0], Integer.parseInt(target[1]))) {
            far.setTcpNoDelay(true);
            near.setTcpNoDelay(true);
            Handshake handshake = Handshake.read(new DataInputStream(near.getInputStream()));
            var pipe = new Pipe(new Way(handshake.from(), node), near, far);
            pipes.add(pipe);
            if (!cut.contains(pipe.way())) {
                handshake.write(new DataOutputStream(far.getOutputStream()));
                Threads.start("bad-link-back", () -> pump(far, near, new Way(node, handshake.from())));
                pump(near, far, pipe.way());
            }
            pipes.remove(pipe);
        } catch (IOException broken) {
            LOG.debug("a link to {} ends", node, broken);
        }
    }

    private void pump(Socket from, Socket to, Way way) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[64 * 1024];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (stalled.contains(from) || stalling.contains(way)) {
                    over.await();
                }
                if (!swallowing.contains(way)) {
                    out.write(bytes, 0, read);
                }
            }
        } catch (IOException | InterruptedException broken) {
            LOG.debug("{} ends", way, broken);
        }
    }

    /** No connection from the one to the other, until {@link #heal}. */
    public void cut(String from, String to) throws IOException {
        cut.add(new Way(from, to));
        breakOnce(from, to);
    }

    /** Ends the connections that the one made to the other; the next ones are good. */
    public void breakOnce(String from, String to) throws IOException {
        for (Pipe pipe : pipes) {
            if (pipe.way().equals(new Way(from, to))) {
                pipe.close();
            }
        }
    }

    /** Bytes from the one to the other are taken and lost, on every connection, until {@link #heal}. */
    public void swallow(String from, String to) {
        swallowing.add(new Way(from, to));
    }

    /** Nobody reads the bytes of the one to the other any more on existing connections; new ones are good. */
    public void stall(String from, String to) {
        pipes.stream().filter(pipe -> pipe.way().equals(new Way(from, to))).forEach(pipe -> stalled.add(pipe.near()));
    }

    /** Nobody reads them on new connections either, until {@link #heal}. */
    public void stallAlways(String from, String to) {
        stalling.add(new Way(from, to));
    }

    /** New connections are good; old ones that swallowed bytes cannot go on, as on a link that forgot them. */
    public void heal() throws IOException {
        for (Pipe pipe : pipes) {
            if (swallowing.contains(pipe.way())
                    || swallowing.contains(new Way(pipe.way().to(), pipe.way().from()))) {
                pipe.close();
            }
        }
        cut.clear();
        stalling.clear();
        swallowing.clear();
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        for (ServerSocket acceptor : doors) {
            acceptor.close();
        }
        for (Pipe pipe : pipes) {
            pipe.close();
        }
    }
}
