/** The seam to a transport between nodes: chooses one, and lets its requests reach Ratis. */
package io.arbiter.server.raft.transport;
