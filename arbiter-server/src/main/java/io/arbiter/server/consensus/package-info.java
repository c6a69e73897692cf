/**
 * The seam between the server and its consensus library: a replicated log of opaque entries and the state that it
 * drives. Nothing here knows Raft's wire, storage or library; {@code io.arbiter.server.raft} implements it.
 */
package io.arbiter.server.consensus;
