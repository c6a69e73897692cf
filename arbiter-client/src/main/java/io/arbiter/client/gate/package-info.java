/**
 * The gate: may this process act on its lease right now? Pure time arithmetic, without network, thread or
 * lock, so that a simulation can drive the very code that production runs, with clocks that drift, jump and
 * stop.
 */
package io.arbiter.client.gate;
