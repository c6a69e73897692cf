/** Times and kinds of faults, drawn from the seed, and the player that lets them strike. */
package io.arbiter.chaos.bench.schedule;
