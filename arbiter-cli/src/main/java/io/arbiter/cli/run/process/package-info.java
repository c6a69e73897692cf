/**
 * Runs a command only while a lease is held: a process group of its own, a supervisor that has it dead before
 * the lease's safe time is over, and a watchdog that kills the group if this process dies. Knows nothing of
 * the cluster; it reads the state of the lease from a {@link io.arbiter.cli.run.process.SupervisedLease}.
 */
package io.arbiter.cli.run.process;
