/**
 * Requests of clients to this node, and how Arbiter answers them: each operation is a few calls of the real service.
 * All of them can be repeated, so a lost answer is requested again until the operation's time is up.
 */
package io.arbiter.maelstrom.workload;
