package io.arbiter.server.service;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the gRPC adapters need.
 *
 * @param senders runs what writes answers, off the applying thread
 * @param leaderAddress the leader's client address, or empty
 */
record ServiceContext(LeaseService service, ServiceLimits limits, Executor senders, Supplier<String> leaderAddress) {
}
