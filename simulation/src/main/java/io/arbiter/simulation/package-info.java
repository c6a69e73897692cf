/**
 * A whole Arbiter in virtual time, drawn from one seed: the real state machine, expiry tracker, gate and guard over a
 * modelled network, log and set of clocks, under faults; then healed, when it must make progress. Read
 * {@code World}, then {@code SimLog}, {@code SimReplica}, {@code SimSession}, {@code SimLease}, then the checks.
 *
 * <p>Imports go one way: this package, then {@code fault} and {@code check}, {@code client}, {@code cluster},
 * {@code time}, {@code mutant}; {@code identity} stands beside.
 */
package io.arbiter.simulation;
