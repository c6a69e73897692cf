/**
 * What clients ask of this node, and how Arbiter answers it: each operation is a few calls of the real service. All of
 * them can be repeated, so a lost answer is asked for again until the operation's time is up.
 */
package io.arbiter.maelstrom.workload;
