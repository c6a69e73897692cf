/**
 * The transport of a Raft server as plain messages, so that whatever a network of messages does to them is done to the
 * real consensus. {@link io.arbiter.maelstrom.raft.MessageRpc#configure} is the way in.
 *
 * <p>Not tested with this transport: the production's own, gRPC, with its streams, connections and pipelined appends.
 */
package io.arbiter.maelstrom.raft;
