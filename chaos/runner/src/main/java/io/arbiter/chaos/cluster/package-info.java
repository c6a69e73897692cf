/**
 * The cluster: real servers, clients in processes of their own, PostgreSQL, and faults of all of them.
 * {@link io.arbiter.chaos.cluster.SeedRun} is one run.
 */
package io.arbiter.chaos.cluster;
