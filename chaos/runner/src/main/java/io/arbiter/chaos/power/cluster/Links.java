package io.arbiter.chaos.power.cluster;

import io.arbiter.testsupport.process.Daemon;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes' only way to each other: knows the caller by the first bytes of a connection, and cuts nodes off. */
public final class Links implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    private record Connection(String from, String to, Socket near, Socket far) {
        boolean isOf(String node) {
            return from.equals(node) || to.equals(node);
        }

        void close() throws IOException {
            near.close();
            far.close();
        }
    }

    private final List<ServerSocket> doors = new ArrayList<>();
    private final Map<String, Integer> targets = new ConcurrentHashMap<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<String> cutOff = ConcurrentHashMap.newKeySet();

    /** @return where the others find the node, wherever it listens */
    String before(String node) throws IOException {
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        doors.add(door);
        Daemon.start("links-to-" + node, () -> accept(door, node));
        return "127.0.0.1:" + door.getLocalPort();
    }

    void lead(String node, int port) {
        targets.put(node, port);
    }

    private void accept(ServerSocket door, String node) {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                Daemon.start("links-from-somebody-to-" + node, () -> join(near, node));
            } catch (IOException closed) {
                LOG.debug("no more links to {}", node, closed);
            }
        }
    }

    private void join(Socket near, String node) {
        try (near;
                Socket far = new Socket("127.0.0.1", targets.get(node))) {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(near.getInputStream());
            long magic = in.readLong();
            String from = in.readUTF();
            Connection connection = new Connection(from, node, near, far);
            connections.add(connection);
            if (!cutOff.contains(from) && !cutOff.contains(node)) {
                DataOutputStream out = new DataOutputStream(far.getOutputStream());
                out.writeLong(magic);
                out.writeUTF(from);
                Daemon.start("links-from-" + node, () -> pump(far, near));
                pump(near, far);
            }
            connections.remove(connection);
        } catch (IOException broken) {
            LOG.debug("a link to {} ends", node, broken);
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            LOG.debug("a link ends", broken);
        }
    }

    /** When it returns nothing gets to the node or away from it, until {@link #join(String)}. */
    public void cutOff(String node) throws IOException {
        cutOff.add(node);
        for (Connection connection : connections) {
            if (connection.isOf(node)) {
                connection.close();
            }
        }
    }

    public void join(String node) {
        cutOff.remove(node);
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket door : doors) {
            door.close();
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
