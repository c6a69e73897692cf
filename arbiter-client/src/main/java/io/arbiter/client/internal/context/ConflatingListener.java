package io.arbiter.client.internal.context;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies one listener, in order, on the callback executor. Bounded: a listener that falls behind receives
 * the newest notification merged into the one before it, never silence. Thread-safe.
 */
public final class ConflatingListener<T> {
    private static final Logger LOG = LoggerFactory.getLogger(ConflatingListener.class);
    private static final int MAX_WAITING = 16;

    private final Executor executor;
    private final Consumer<T> listener;
    private final BinaryOperator<T> fold;
    private final Deque<T> waiting = new ArrayDeque<>();
    private boolean running;

    /** @param fold merges two notifications that follow each other */
    public ConflatingListener(Executor executor, Consumer<T> listener, BinaryOperator<T> fold) {
        this.executor = executor;
        this.listener = listener;
        this.fold = fold;
    }

    public synchronized void tell(T news) {
        waiting.addLast(waiting.size() < MAX_WAITING ? news : fold.apply(waiting.removeLast(), news));
        if (!running) {
            running = true;
            startDraining();
        }
    }

    private void startDraining() {
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            // The user's executor is shut down: nobody listens any more, and the client's own work must go on.
            running = false;
            LOG.warn("the callback executor refuses; {} is not told", waiting.peekLast(), e);
        }
    }

    private void drain() {
        for (T news = next(); news != null; news = next()) {
            try {
                listener.accept(news);
            } catch (RuntimeException e) {
                LOG.warn("a listener failed on {}", news, e);
            }
        }
    }

    private synchronized T next() {
        T news = waiting.pollFirst();
        running = news != null;
        return news;
    }
}
