package io.arbiter.server.batch;

import io.arbiter.core.command.Quota;
import io.arbiter.core.restore.RestoreRule;

/**
 * Bounds of the group commit.
 *
 * @param inFlight batches in flight at once: more over a WAN, where a batch takes a round trip
 * @param batchCommands commands in a batch
 * @param batchBytes bytes of a batch; at least 1 MiB, so that the largest command fits
 * @param queuedCommands commands that wait for a batch; further callers are refused
 * @param queuedBytes bytes of commands that wait; further callers are refused
 * @param tokensPerSecond fencing tokens that this leader grants a second. Half of a restore's reserve (S1): the last
 *     entries are counted in arrears, and two leaders may share a second
 * @param quota what one identity may have at a time; written into each entry
 */
public record BatchLimits(
        int inFlight,
        int batchCommands,
        int batchBytes,
        int queuedCommands,
        long queuedBytes,
        long tokensPerSecond,
        Quota quota) {
    public static final BatchLimits LOCAL =
            new BatchLimits(2, 2_000, 1 << 20, 50_000, 64 << 20, RestoreRule.TOKENS_PER_SECOND / 2);

    /** Without a quota. */
    public BatchLimits(
            int inFlight,
            int batchCommands,
            int batchBytes,
            int queuedCommands,
            long queuedBytes,
            long tokensPerSecond) {
        this(inFlight, batchCommands, batchBytes, queuedCommands, queuedBytes, tokensPerSecond, Quota.NONE);
    }

    public BatchLimits {
        if (inFlight < 1
                || batchCommands < 1
                || batchBytes < 1 << 20
                || queuedCommands < 1
                || queuedBytes < batchBytes
                || tokensPerSecond < 1
                || tokensPerSecond > RestoreRule.TOKENS_PER_SECOND) {
            throw new IllegalArgumentException("batch limits out of range");
        }
    }
}
