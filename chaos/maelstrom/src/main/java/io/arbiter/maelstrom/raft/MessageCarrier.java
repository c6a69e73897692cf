package io.arbiter.maelstrom.raft;

import java.util.function.Consumer;

/**
 * Carries messages from one node to the others, and may lose, delay, repeat and reorder them. One carrier belongs to
 * one Raft server.
 */
public interface MessageCarrier {
    /** Sends, from any thread. Never blocks, never throws because a message cannot be delivered: it is lost then. */
    void send(RaftMessage message);

    /**
     * Names the receiver of all messages to this node; earlier messages are lost. Called once, when the server starts.
     * The receiver may be called from any threads, never blocks, never throws, and ignores messages after the close of
     * the server.
     */
    void onMessage(Consumer<RaftMessage> receiver);
}
