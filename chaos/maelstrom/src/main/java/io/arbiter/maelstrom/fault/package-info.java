/** Deliberate errors of a node: its clocks while it runs, its tokens and its guard from the start. */
package io.arbiter.maelstrom.fault;
