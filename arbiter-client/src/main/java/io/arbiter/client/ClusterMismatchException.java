package io.arbiter.client;

import java.util.Map;

/**
 * Another cluster answers than before: the cluster was re-created, or the endpoints lead to another one.
 * Sessions, tokens and revisions of the cluster before mean nothing there, and its leases are lost. Check the
 * endpoints; the next call goes to the cluster that answers then, so read its state before you name a token
 * again.
 */
public final class ClusterMismatchException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public ClusterMismatchException(String message, String reason, Map<String, String> metadata, Throwable cause) {
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
