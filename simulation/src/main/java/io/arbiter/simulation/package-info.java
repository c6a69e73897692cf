/**
 * A whole Arbiter in virtual time, drawn from one seed: the real state machine, expiry tracker, gate and guard over a
 * modelled network, log and set of clocks, while faults strike; then healed, and asked for progress. Read
 * {@code World}, then {@code SimLog}, {@code SimReplica}, {@code SimSession}, {@code Tenure}, then the checks.
 */
package io.arbiter.simulation;
