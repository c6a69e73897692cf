/** Runs that must be convicted: they show that the checkers can see violations of the guarantees. */
package io.arbiter.chaos.bench.mustfail;
