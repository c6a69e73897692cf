package io.arbiter.server.exit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the reason and halts the virtual machine, without shutdown hooks: a hook that hands leadership over or closes
 * the log would wait for the very part that failed.
 */
public final class ProcessHalt implements FatalExit {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessHalt.class);

    @Override
    public void exit(ExitCode code, String reason, Throwable cause) {
        LOG.error("exit {} ({}): {}", code.code(), code, reason, cause);
        Runtime.getRuntime().halt(code.code());
    }
}
