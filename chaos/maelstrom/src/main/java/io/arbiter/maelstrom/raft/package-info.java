/**
 * The transport of a Raft server as plain messages, so that the faults of a network of messages strike the real
 * consensus. {@link io.arbiter.maelstrom.raft.MessageRpc#configure} is the way in.
 *
 * <p>Not tested with this transport: the production's own, over TCP, with its connections and pipelined appends. Both
 * have in common how requests enter the library: {@link io.arbiter.server.raft.transport.SerializedRaftServer}.
 */
package io.arbiter.maelstrom.raft;
