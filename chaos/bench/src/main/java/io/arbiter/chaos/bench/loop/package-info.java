/** What every part of a run stands on: one thread, one clock, one seed. */
package io.arbiter.chaos.bench.loop;
