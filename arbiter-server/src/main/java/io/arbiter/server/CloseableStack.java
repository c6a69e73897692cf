package io.arbiter.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes its resources in the reverse order; one that fails to close does not keep the others open. */
final class CloseableStack {
    private static final Logger LOG = LoggerFactory.getLogger(CloseableStack.class);

    private record Step(String name, AutoCloseable close) {}

    private final Deque<Step> steps = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(String name, T resource) {
        steps.push(new Step(name, resource));
        return resource;
    }

    synchronized void run() {
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            try {
                step.close().close();
            } catch (Exception e) {
                LOG.warn("closing the {} failed", step.name(), e);
            }
        }
    }
}
