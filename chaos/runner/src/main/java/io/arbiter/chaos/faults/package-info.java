/**
 * Faults of real servers: a {@link io.arbiter.chaos.faults.FaultSchedule} draws from one seed what strikes when,
 * {@link io.arbiter.chaos.faults.FaultPlayer} lets it strike. Some kinds need another tool, which
 * {@link io.arbiter.chaos.faults.FaultCatalogue#requireTools} names.
 */
package io.arbiter.chaos.faults;
