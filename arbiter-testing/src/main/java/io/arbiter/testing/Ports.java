package io.arbiter.testing;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port that was free a moment ago may be taken by another process: then everything starts again on other ports. */
final class Ports {
    private static final int ATTEMPTS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Ports.class);

    /** Starts something on free ports, or leaves nothing running. */
    interface Start<T> {
        T start() throws IOException;
    }

    private Ports() {}

    static <T> T retrying(Start<T> start) {
        for (int attempt = 1; ; attempt++) {
            try {
                return start.start();
            } catch (IOException taken) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException("no arbiter could be started: " + taken.getMessage(), taken);
                }
                LOG.debug("starting again on other ports", taken);
            }
        }
    }
}
