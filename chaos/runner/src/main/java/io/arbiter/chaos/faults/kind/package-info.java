/** Faults of links, processes and clocks. One kind, one file. */
package io.arbiter.chaos.faults.kind;
