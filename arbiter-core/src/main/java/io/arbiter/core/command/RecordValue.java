package io.arbiter.core.command;

import java.util.Arrays;

/** The immutable bytes of a record, at most {@value #MAX_BYTES}. */
public final class RecordValue {
    public static final int MAX_BYTES = 65_536;
    private final byte[] bytes;

    public RecordValue(byte[] bytes) {
        CommandChecks.range("value length", bytes.length, 0, MAX_BYTES);
        this.bytes = bytes.clone();
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordValue that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
