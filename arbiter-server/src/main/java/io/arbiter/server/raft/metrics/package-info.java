/**
 * The library's metrics, under Arbiter's names: a chosen few, which stay the same when the library's change. The
 * library finds {@link io.arbiter.server.raft.metrics.LogMetricRegistries} as a service.
 */
package io.arbiter.server.raft.metrics;
