package io.arbiter.server.service.grpc;

import io.arbiter.server.limit.Admission;
import io.arbiter.server.service.LeaseService;
import io.arbiter.server.service.ServiceLimits;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The parts that the gRPC adapters need.
 *
 * @param admission bounds what each caller has open
 * @param senders runs the tasks that write answers: those to the commands of one entry together
 * @param leaderAddress the leader's client address, or empty
 */
record ServiceContext(
        LeaseService service,
        ServiceLimits limits,
        Admission admission,
        Executor senders,
        Supplier<String> leaderAddress) {}
