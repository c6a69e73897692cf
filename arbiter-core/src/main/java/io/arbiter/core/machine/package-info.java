/**
 * The pure core: a deterministic state machine of sessions, leases and records. Read {@code LeaseMachine}, then
 * {@code Grants} (S1, S2), then the three classes of transitions (S5), then {@code Invariants}.
 */
package io.arbiter.core.machine;
