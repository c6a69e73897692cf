package io.arbiter.chaos.faults;

import io.arbiter.chaos.faults.spec.Fault;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A fault of a schedule, ready to strike.
 *
 * @param at    its start, from the schedule's start
 * @param until its end, from the schedule's start
 * @param fault makes it, at its start
 */
public record TimedFault(Duration at, Duration until, Supplier<Fault> fault) {}
