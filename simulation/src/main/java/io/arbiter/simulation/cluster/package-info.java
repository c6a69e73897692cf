/** Three replicas with the real state machine and expiry tracker, over a modelled log, network and set of clocks. */
package io.arbiter.simulation.cluster;
