/**
 * Three real servers as processes, one per region, behind emulated wide-area links, and everything that can befall
 * them. {@link io.arbiter.chaos.faults.Regions} runs them, a {@link io.arbiter.chaos.faults.FaultSchedule} says from
 * one seed what strikes when, {@link io.arbiter.chaos.faults.FaultPlayer} lets it strike. What the servers did that no
 * fault explains is an {@link io.arbiter.chaos.faults.Incident}.
 *
 * <p>Needs Linux: all of 127.0.0.0/8 is loopback there, so every run has addresses of its own and several go side by
 * side. Some faults need a tool more; {@link io.arbiter.chaos.faults.FaultKind#missing} says which.
 */
package io.arbiter.chaos.faults;
