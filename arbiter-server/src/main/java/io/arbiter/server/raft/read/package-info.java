/** Finds the index that a read must have applied to be linearizable, confirmed by a majority for each read. */
package io.arbiter.server.raft.read;
