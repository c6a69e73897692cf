/** Facts of a run: its statistics, phases, faults and holders, computed from its history. */
package io.arbiter.chaos.report.data;
