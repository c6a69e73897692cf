/**
 * Runs a command only while a lease is held: a process group of its own, a supervisor that has it dead before
 * the lease's safe time is over, and a watchdog that kills it should this process die. Knows nothing of the
 * cluster; what it needs to know about the lease it asks of a {@link io.arbiter.cli.run.Hold}.
 */
package io.arbiter.cli.run;
