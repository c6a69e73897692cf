package io.arbiter.server.service.call;

import io.arbiter.server.access.Ownership;
import io.arbiter.server.batch.Clocks;
import io.arbiter.server.batch.CommandBatcher;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.forward.Peers;
import io.arbiter.server.limit.Admission;
import io.arbiter.server.members.MemberCalls;
import io.arbiter.server.read.ReadBarriers;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.signing.TokenSigner;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The parts that answer calls: on this node, the log and the replica; on others, the peers. */
public record CallContext(
        ReplicatedLog log,
        Replica replica,
        CommandBatcher batcher,
        ReadBarriers barriers,
        Peers peers,
        TokenSigner signer,
        Clocks timing,
        Admission admission,
        Ownership ownership,
        MemberCalls members,
        PrometheusRegistry metrics) {}
