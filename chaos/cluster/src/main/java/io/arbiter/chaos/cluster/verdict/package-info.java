/** What a run of the real cluster must satisfy beyond what {@link io.arbiter.chaos.check} asks of any history. */
package io.arbiter.chaos.cluster.verdict;
