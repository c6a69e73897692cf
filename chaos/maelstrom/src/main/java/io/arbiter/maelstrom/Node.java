package io.arbiter.maelstrom;

import io.arbiter.maelstrom.fault.NodeClock;
import io.arbiter.maelstrom.fault.Wrong;
import io.arbiter.maelstrom.guard.GuardedStorage;
import io.arbiter.maelstrom.peer.PeerRequests;
import io.arbiter.maelstrom.peer.RaftMessages;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.Message;
import io.arbiter.maelstrom.wire.RefusedException;
import io.arbiter.maelstrom.workload.Workloads;
import io.arbiter.server.exit.FatalExit;
import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node after its init: passes each message to its part. */
final class Node implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final int MAX_WAITING = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final Init init;
    private final Consumer<Message> network;
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            WORKERS, WORKERS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), daemon("worker"));
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemon("timer"));
    private final RaftMessages raft;
    private final PeerRequests peers;
    private final NodeDirectory directory;
    private final GuardedStorage storage;
    private final Arbiter arbiter;
    private final Workloads workloads;

    /** Returns once it can take messages; a leader need not be there. */
    Node(Init init, NodeOptions options, Consumer<Message> network, FatalExit fatalExit)
            throws IOException, StartException {
        this.init = init;
        this.network = network;
        this.raft = new RaftMessages(network);
        this.peers = new PeerRequests(init.self(), network);
        this.directory = NodeDirectory.of(options.lastingDirectory(), init.self());
        this.storage = new GuardedStorage(directory.guard(), options.wrong() != Wrong.NO_GUARD);
        var clock = new NodeClock();
        this.arbiter = Arbiter.start(init, directory.server(), clock, raft, peers, fatalExit);
        this.workloads = new Workloads(new Workloads.Ground(
                init.self(), init.nodes(), arbiter::call, storage, peers, clock, timer, options.wrong()));
        timer.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Never blocks: a message for which there is no room is lost if it is a peer's, and refused if it is a client's.
     *
     * @throws RefusedException to be sent to the client
     */
    void receive(Message message) {
        if (isPeer(message)) {
            receiveFromPeer(message);
        } else {
            inBackground(() -> answer(message));
        }
    }

    private void receiveFromPeer(Message message) {
        try {
            if (message.body().type().equals(RaftMessages.TYPE)) {
                raft.receive(message);
            } else {
                inBackground(() -> peers.receive(message));
            }
        } catch (RefusedException refusal) {
            // Never sent to the peer, which would have to answer it.
            LOG.warn("a message of {} is lost: {}", message.src(), refusal.getMessage());
        }
    }

    private void inBackground(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException full) {
            throw new RefusedException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE, MAX_WAITING + " messages wait; nothing was done, retry");
        }
    }

    private void answer(Message request) {
        // This node asks clients nothing, so an answer from one is a mistake, and must not be answered in turn.
        if (!request.body().has("in_reply_to")) {
            workloads.answer(request.body()).thenAccept(answer -> network.accept(request.answer(answer)));
        }
    }

    private boolean isPeer(Message message) {
        return init.nodes().contains(message.src());
    }

    @Override
    public void close() throws IOException {
        workers.shutdownNow();
        timer.shutdownNow();
        try (directory;
                storage;
                arbiter) {
            LOG.debug("{} ends", init.self());
        }
    }
}
