/**
 * A node for Jepsen's Maelstrom. Inside runs the real Ratis server with the real state machine and the real service;
 * only the transport of messages is exchanged: all messages between nodes, and to clients, go over standard input and
 * output, so that Maelstrom's latency, loss and partitions strike the real consensus. There is no other way between
 * nodes: no socket, no shared file.
 *
 * <p>Not promised: that a node which was started again with an empty directory does not vote again, as the server's own
 * first start ensures. Where nodes are killed, give them {@code MAELSTROM_DATA_DIR}.
 */
package io.arbiter.maelstrom;
