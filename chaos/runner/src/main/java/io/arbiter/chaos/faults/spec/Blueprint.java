package io.arbiter.chaos.faults.spec;

import io.arbiter.chaos.servers.Regions;
import java.util.function.Function;

/**
 * A fault as it was drawn, all its parameters fixed, not yet bound to running servers.
 *
 * @param detail the parameters in words
 * @param build  makes the fault
 */
public record Blueprint(String detail, Function<Regions, Fault> build) {}
