package io.arbiter.client.internal;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.gate.ElapsedTime;
import io.arbiter.client.internal.context.Channels;
import io.arbiter.client.internal.context.ClientConfig;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.session.StateDirectory;
import io.arbiter.client.internal.transport.CallRouter;
import io.arbiter.client.internal.transport.EventLoop;
import io.arbiter.client.internal.transport.Retries;
import io.arbiter.client.internal.transport.ThreadEventLoop;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Puts a client together, with the threads it owns. */
public final class ClientAssembly {

    private ClientAssembly() {}

    public static ArbiterClient build(ClientConfig config) {
        Optional<StateDirectory> state = config.stateDirectory().map(StateDirectory::open);
        try {
            return build(config, state);
        } catch (RuntimeException e) {
            state.ifPresent(StateDirectory::close);
            throw e;
        }
    }

    private static ArbiterClient build(ClientConfig config, Optional<StateDirectory> state) {
        Channels channels = config.security().open();
        EventLoop loop = new ThreadEventLoop("arbiter-client");
        ExecutorService health = thread("arbiter-client-health");
        Executor callbacks = config.callbackExecutor().orElseGet(() -> thread("arbiter-client-callbacks"));
        return new DefaultArbiterClient(context(config, channels, loop, callbacks, workers(), health), state, () -> {
            health.shutdownNow();
            channels.close();
        });
    }

    public static ClientContext context(
            ClientConfig config,
            Channels channels,
            EventLoop loop,
            Executor callbacks,
            Executor workers,
            Executor health) {
        CallRouter router =
                new CallRouter(config.endpoints(), channels::open, loop, config.clock(), config.stayWithCluster());
        Retries retries = new Retries(
                router, loop, config.clock(), () -> ThreadLocalRandom.current().nextDouble());
        return new ClientContext(
                config, new ElapsedTime(config.clock()), loop, router, retries, callbacks, workers, health);
    }

    /** A thread for each task, for as long as it takes: a watch that has something to report, a drain. */
    private static Executor workers() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                1,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon("arbiter-client-worker", task));
    }

    private static Thread daemon(String name, Runnable task) {
        Thread created = new Thread(task, name);
        created.setDaemon(true);
        return created;
    }

    /** A thread that starts with its first task and ends when it is idle: a late answer still finds it. */
    private static ExecutorService thread(String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(name, task));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
