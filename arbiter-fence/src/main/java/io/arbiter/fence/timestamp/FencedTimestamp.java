package io.arbiter.fence.timestamp;

import io.arbiter.fence.internal.FenceArguments;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a write was made, in an order that no clock can turn round: by fencing token first, then by the holder's hybrid
 * logical clock. All that a later holder wrote comes after all that an earlier one wrote, for tokens only grow
 * (docs/guarantees.md, S1).
 *
 * <p>Compare stamps of one resource. Stamps of one {@link FencedClock} are never equal.
 *
 * <p>Immutable. {@link #toBytes()} and {@link #toString()} sort as the stamps do.
 *
 * @param token the fencing token under which the write was made, at least 1
 * @param millis milliseconds since 1970, of the hybrid logical clock: 0 to {@link #MAX_MILLIS}
 * @param count tells writes of one millisecond apart: 0 to {@link #MAX_COUNT}
 */
public record FencedTimestamp(long token, long millis, int count) implements Comparable<FencedTimestamp> {
    /** The largest {@link #millis()}: in the year 6429. */
    public static final long MAX_MILLIS = (1L << 47) - 1;
    /** The largest {@link #count()}. */
    public static final int MAX_COUNT = (1 << 16) - 1;
    /** The length of {@link #toBytes()}. */
    public static final int BYTES = 2 * Long.BYTES;

    private static final int COUNT_BITS = 16;
    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{16})");
    private static final Comparator<FencedTimestamp> ORDER =
            Comparator.comparingLong(FencedTimestamp::token).thenComparingLong(FencedTimestamp::hybrid);

    /** @throws IllegalArgumentException if a part is out of its bounds */
    public FencedTimestamp {
        FenceArguments.token(token);
        if (millis < 0 || millis > MAX_MILLIS) {
            throw new IllegalArgumentException("millis must be 0 to " + MAX_MILLIS + ", was " + millis);
        }
        if (count < 0 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count must be 0 to " + MAX_COUNT + ", was " + count);
        }
    }

    /** @param hybrid as {@link #hybrid()} gives it */
    static FencedTimestamp of(long token, long hybrid) {
        return new FencedTimestamp(token, hybrid >> COUNT_BITS, (int) (hybrid & MAX_COUNT));
    }

    /** The first value of the hybrid logical clock in a millisecond. */
    static long firstOf(long millis) {
        return millis << COUNT_BITS;
    }

    /** Millisecond and count in one number, that grows as the two do. */
    long hybrid() {
        return firstOf(millis) | count;
    }

    /** Roughly when it was, by the holder's clock: for people. It decides nothing between different tokens. */
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public int compareTo(FencedTimestamp other) {
        return ORDER.compare(this, other);
    }

    /** {@value #BYTES} bytes, which compare as unsigned bytes as the stamps do: for a column or a key. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(token).putLong(hybrid()).array();
    }

    /**
     * The stamp of {@link #toBytes()}.
     *
     * @throws IllegalArgumentException if they are not the bytes of a stamp
     */
    public static FencedTimestamp fromBytes(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a fenced timestamp has " + BYTES + " bytes, got " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return of(buffer.getLong(), buffer.getLong());
    }

    /**
     * The stamp of {@link #toString()}.
     *
     * @throws IllegalArgumentException if it is not the text of a stamp
     */
    public static FencedTimestamp parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a fenced timestamp has 16 hexadecimal digits in small letters, a hyphen"
                    + " and 16 more; got " + Math.min(text.length(), 9_999) + " characters of something else");
        }
        return of(Long.parseUnsignedLong(parts.group(1), 16), Long.parseUnsignedLong(parts.group(2), 16));
    }

    /** Token, then millisecond and count, in hexadecimal of fixed width; it sorts as the stamps do. */
    @Override
    public String toString() {
        return String.format("%016x-%016x", token, hybrid());
    }
}
