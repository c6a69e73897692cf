/**
 * Reads. A linearizable read waits until a majority has confirmed the leader after it arrived, and until this node has
 * applied what was committed then; it writes nothing. Ratis's own linearizable reads were seen to be stale. What needs
 * the leader's clock (how long until a lease may expire) is read there; records are read on any node, which asks the
 * leader how far it has to be.
 */
package io.arbiter.server.read;
