package io.arbiter.core.machine;

import io.arbiter.core.command.RecordValue;
import java.util.Optional;

/**
 * A resource's record as it was last written.
 *
 * @param value empty while a deletion is remembered: until its lease ends, so that a late retry of an earlier write
 *     does not bring the record back
 * @param token the token, and {@code sequence} that token's write number, it was written under
 */
public record StoredRecord(Optional<RecordValue> value, long version, long token, long sequence, long revision) {}
