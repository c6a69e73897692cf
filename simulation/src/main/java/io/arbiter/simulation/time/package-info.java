/** Virtual time and, beside it, the rest of what a run shares: randomness, settings, trace, coverage. */
package io.arbiter.simulation.time;
