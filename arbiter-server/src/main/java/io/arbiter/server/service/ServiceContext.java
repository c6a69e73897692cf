package io.arbiter.server.service;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the gRPC adapters need.
 *
 * @param senders runs what writes answers: those to the commands of one entry together
 * @param leaderAddress the leader's client address, or empty
 */
record ServiceContext(LeaseService service, ServiceLimits limits, Executor senders, Supplier<String> leaderAddress) {
}
