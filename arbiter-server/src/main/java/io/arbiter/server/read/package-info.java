/**
 * Reads. A linearizable read waits for the commit of an entry proposed after it arrived, then reads the local state:
 * Ratis's own linearizable reads were seen to be stale. What needs the leader's clock (how long until a lease may
 * expire) is read there; records are read on any node, behind the leader's barrier.
 */
package io.arbiter.server.read;
