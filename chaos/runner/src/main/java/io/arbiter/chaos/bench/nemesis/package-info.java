/**
 * Faults. A {@link io.arbiter.chaos.bench.nemesis.Nemesis} draws strikes from dice, ahead of the run; the
 * {@link io.arbiter.chaos.bench.schedule.Schedule} sets when each starts and ends. One kind, one file; all of them are
 * listed in {@link io.arbiter.chaos.bench.nemesis.Nemeses}.
 */
package io.arbiter.chaos.bench.nemesis;
