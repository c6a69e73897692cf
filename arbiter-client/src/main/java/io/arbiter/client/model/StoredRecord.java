package io.arbiter.client.model;

import java.util.Arrays;
import java.util.Objects;

/**
 * The small register of a resource, written under its fencing token.
 *
 * @param resource the resource
 * @param value at most 65,536 bytes; copied in and out
 * @param version of this write: larger than that of every record written before, and never used again
 * @param token the token it was written under
 * @param sequence the number of the write under that token, from 1
 * @param revision the revision of the write
 */
public record StoredRecord(String resource, byte[] value, long version, long token, long sequence, long revision) {

    /** Copies the value. */
    public StoredRecord {
        value = value.clone();
    }

    /** A copy. */
    @Override
    public byte[] value() {
        return value.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredRecord that
                && resource.equals(that.resource)
                && Arrays.equals(value, that.value)
                && version == that.version
                && token == that.token
                && sequence == that.sequence
                && revision == that.revision;
    }

    @Override
    public int hashCode() {
        return Objects.hash(resource, Arrays.hashCode(value), version, token, sequence, revision);
    }

    @Override
    public String toString() {
        return "StoredRecord[resource=" + resource + ", value=" + value.length + " bytes, version=" + version
                + ", token=" + token + ", sequence=" + sequence + ", revision=" + revision + "]";
    }
}
