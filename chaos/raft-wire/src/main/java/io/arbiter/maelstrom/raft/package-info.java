/**
 * The transport of a Raft server as plain messages, so that whatever a network of messages does to them is done to the
 * real consensus. {@link io.arbiter.maelstrom.raft.MessageRpc#configure} is the way in.
 *
 * <p>Not tested with this transport: the production's own, over TCP, with its connections and pipelined appends. How
 * requests enter the library is common to both: {@link io.arbiter.server.raft.Entrance}.
 */
package io.arbiter.maelstrom.raft;
