package io.arbiter.server.service;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the gRPC adapters need.
 *
 * @param together runs something that dispatches several calls, so that their commands share a batch
 * @param senders runs what writes answers, off the applying thread
 * @param leaderAddress the leader's client address, or empty
 */
record ServiceContext(Dispatcher dispatcher, ServiceLimits limits, Consumer<Runnable> together, Executor senders,
        Supplier<String> leaderAddress) {
}
