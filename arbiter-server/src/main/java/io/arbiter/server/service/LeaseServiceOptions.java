package io.arbiter.server.service;

import io.arbiter.core.expiry.MonotonicClock;
import io.arbiter.server.access.Ownership;
import io.arbiter.server.batch.BatchLimits;
import io.arbiter.server.bootstrap.PeerIdentityClient;
import io.arbiter.server.limit.Admission;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/**
 * Options of one node's service, for any carrier.
 *
 * @param clock decides
 * @param wallMillis is shown to people
 * @param callsInFlight on this node, waits included
 * @param admission bounds the requests a second
 * @param ownership whose a session is
 * @param calls is told of every call that is answered
 * @param cluster its configured name
 * @param identities asks which disk waits to be admitted
 */
public record LeaseServiceOptions(
        MonotonicClock clock,
        LongSupplier wallMillis,
        BatchLimits batchLimits,
        int callsInFlight,
        Admission admission,
        Ownership ownership,
        PrometheusRegistry metrics,
        ClusterTerms terms,
        CallListener calls,
        String cluster,
        PeerIdentityClient identities) {}
