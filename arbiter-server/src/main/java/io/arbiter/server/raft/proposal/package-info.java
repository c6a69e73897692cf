/** Entries that this node proposes: handed to the library, known until they are applied or given up. */
package io.arbiter.server.raft.proposal;
