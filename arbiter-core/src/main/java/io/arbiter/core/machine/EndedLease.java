package io.arbiter.core.machine;

import io.arbiter.core.event.EndReason;

/**
 * The end of a lease, remembered for a while so that a repeated request finds its answer again (S5).
 *
 * @param successor the token of the grant that followed at once, or 0
 */
public record EndedLease(long token, String resource, long session, EndReason reason, long successor) {}
