/** Requirements on a run of the real cluster beyond those of {@link io.arbiter.chaos.check} on any history. */
package io.arbiter.chaos.cluster.verdict;
