/** Runs that must be convicted: they show that the checkers can see what the guarantees are about. */
package io.arbiter.chaos.bench.mustfail;
