/** Client processes with the real gate: sessions, leases, writes. */
package io.arbiter.simulation.client;
