package io.arbiter.client;

import io.arbiter.client.transport.EventLoop;
import io.arbiter.client.transport.Retries;
import io.arbiter.client.transport.Router;
import io.arbiter.client.transport.ThreadEventLoop;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Puts a client together, with the threads it owns. */
final class ClientAssembly {

    private ClientAssembly() {
    }

    static ArbiterClient build(ClientConfig config) {
        Optional<StateDirectory> state = config.stateDirectory().map(StateDirectory::open);
        EventLoop loop = new ThreadEventLoop("arbiter-client");
        ExecutorService health = thread("arbiter-client-health");
        Executor callbacks = config.callbackExecutor().orElseGet(() -> thread("arbiter-client-callbacks"));
        return new DefaultArbiterClient(parts(config, loop, callbacks, watchers(), health), state, health::shutdownNow);
    }

    static Parts parts(ClientConfig config, EventLoop loop, Executor callbacks, Executor watchers,
            Executor health) {
        Router router = new Router(config.endpoints(), config.channelFactory()::open, loop, config.clock());
        Retries retries = new Retries(router, loop, config.clock(), () -> ThreadLocalRandom.current()
                .nextDouble());
        return new Parts(config, loop, router, retries, callbacks, watchers, health);
    }

    /** A thread for each watch that has something to tell, for as long as it tells it. */
    private static Executor watchers() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
                task -> daemon("arbiter-client-watch", task));
    }

    private static Thread daemon(String name, Runnable task) {
        Thread created = new Thread(task, name);
        created.setDaemon(true);
        return created;
    }

    /** A thread that starts with its first task and ends when it is idle: a late answer still finds it. */
    private static ExecutorService thread(String name) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                task -> daemon(name, task));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
