package io.arbiter.client;

import java.util.Map;

/**
 * Another cluster answers than the one that was watched: the cluster was re-created, or the endpoints lead to
 * another one. The events reported so far say nothing about it. Read the present state, then watch from its
 * revision.
 */
public final class HistoryResetException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public HistoryResetException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }

    /** The id of the expected cluster; empty if it is not known. */
    public String expectedCluster() {
        return metadata().getOrDefault("expected", "");
    }

    /** The id of the cluster that answered; empty if it is not known. */
    public String actualCluster() {
        return metadata().getOrDefault("actual", "");
    }
}
