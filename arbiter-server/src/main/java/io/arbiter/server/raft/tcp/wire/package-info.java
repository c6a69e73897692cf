/** Connections between two nodes, and the frames on them. */
package io.arbiter.server.raft.tcp.wire;
