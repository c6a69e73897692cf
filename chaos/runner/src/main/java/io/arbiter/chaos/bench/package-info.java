/**
 * A bench that speaks Maelstrom's protocol: starts nodes, carries their messages, lets clients work and faults strike,
 * and has the history judged. {@link io.arbiter.chaos.bench.Bench} composes it all.
 */
package io.arbiter.chaos.bench;
