package io.arbiter.cli;

import java.security.Security;
import java.util.logging.LogManager;

/** Settings for the whole of Java, in a process that belongs to this program alone. */
public final class ProcessSettings {
    /** A node may come back under another address; Java would remember the old one for half a minute. */
    private static final String NAME_CACHE_SECONDS = "1";

    private ProcessSettings() {}

    /** Before the first name is looked up and the first line logged. */
    public static void apply() {
        Security.setProperty("networkaddress.cache.ttl", NAME_CACHE_SECONDS);
        Security.setProperty("networkaddress.cache.negative.ttl", NAME_CACHE_SECONDS);
        // gRPC logs stack traces of failures that are answers here: every failed call is reported in the command's
        // own words.
        LogManager.getLogManager().reset();
    }
}
