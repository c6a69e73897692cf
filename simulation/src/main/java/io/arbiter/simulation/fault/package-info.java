/** Faults of nodes, clients, clocks and operators, and the nemesis that picks them. */
package io.arbiter.simulation.fault;
