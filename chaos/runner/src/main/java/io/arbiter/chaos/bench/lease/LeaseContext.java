package io.arbiter.chaos.bench.lease;

import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.history.Recorder;
import java.util.function.LongSupplier;

/** The common parts of all lease clients of a run. */
record LeaseContext(EventLoop loop, LongSupplier trueTime, Recorder recorder, LeaseOptions options) {}
