package io.arbiter.server.raft.tcp;

import io.arbiter.server.raft.Entrance;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.ratis.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for other nodes. Each connection has a thread. */
final class Door implements Closeable {
    /** Many times what a cluster of nine needs: two lanes from each node, and some that are about to end. */
    static final int MAX_VISITS = 128;
    /** Until there may be a file descriptor, or memory for a thread, again. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final Supplier<String> self;
    private final Requests requests;
    private final ServerSocket listening;
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
    private final Map<Greeting, Visit> latest = new ConcurrentHashMap<>();

    /** Binds at once, so that a node whose port is taken fails at its start. */
    Door(Supplier<String> self, Entrance entrance, InetSocketAddress address) throws IOException {
        this.self = self;
        this.requests = new Requests(entrance);
        this.listening = new ServerSocket();
        try {
            listening.setReuseAddress(true);
            listening.bind(address);
        } catch (IOException taken) {
            listening.close();
            throw new IOException("cannot listen on " + address + ": " + taken.getMessage(), taken);
        }
    }

    void open() {
        Threads.start("raft-" + self.get() + "-door", this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                admit(listening.accept());
            } catch (IOException failed) {
                if (!listening.isClosed()) {
                    LOG.warn("cannot take a connection on {}", address(), failed);
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void admit(Socket socket) {
        var visit = new Visit(socket, self.get(), requests, this::greeted);
        if (visits.size() >= MAX_VISITS) {
            LOG.warn("{} connections from other nodes are open; refusing {}", visits.size(),
                    socket.getRemoteSocketAddress());
            visit.close();
            return;
        }
        visits.add(visit);
        Threads.start("raft-" + self.get() + "-visit", () -> {
            try {
                visit.serve();
            } finally {
                visits.remove(visit);
                latest.values().remove(visit);
            }
        });
        if (listening.isClosed()) {
            visit.close();
        }
    }

    /**
     * A node has one connection for each lane. If it comes again, the former is broken, though nothing may tell so
     * here for hours; many of them would leave no room.
     */
    private void greeted(Greeting greeting, Visit visit) {
        Visit former = latest.put(greeting, visit);
        if (former != null) {
            former.close();
        }
    }

    @Override
    public void close() {
        IOUtils.cleanup(LOG, listening);
        visits.forEach(Visit::close);
    }
}
