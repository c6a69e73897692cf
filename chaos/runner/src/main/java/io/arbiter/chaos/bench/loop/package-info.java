/** The base of every part of a run: one thread, one clock, one seed. */
package io.arbiter.chaos.bench.loop;
