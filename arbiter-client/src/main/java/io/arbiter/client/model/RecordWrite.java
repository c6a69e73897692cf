package io.arbiter.client.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A write of a record on behalf of a holder, with all values that the arbiter compares. A repeat of the last
 * write is answered as that was, an older one is refused.
 *
 * @param resource the resource
 * @param sessionId the session that holds it
 * @param token the token of the lease that it holds
 * @param sequence counts the writes under that token, from 1
 * @param expectedVersion the version that the record must have; 0 if there must be none; empty for any
 * @param value at most 65,536 bytes, not copied; empty deletes the record
 */
public record RecordWrite(
        String resource,
        long sessionId,
        long token,
        long sequence,
        OptionalLong expectedVersion,
        Optional<byte[]> value) {}
