package io.arbiter.server.storage;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The lower bound of a node's log and votes. -1 stands for none.
 *
 * @param sequence counts the changes, to tell the newer of two copies
 * @param term the term that was voted or answered in
 * @param vote the candidate voted for in that term; empty if none
 * @param lastTerm the term of the entry at lastIndex; 0 if it is not known
 * @param lastIndex up to here entries were acknowledged, or applied
 * @param snapshotIndex the last index that the newest snapshot covers
 * @param openFrom the first index of the open segment
 * @param cutFrom from here on the log is being cut off, because a leader has shown that it was not committed; kept
 *        until an entry after the cut is acknowledged, which shows that the cut is over
 * @param configuredAt the index of the last configuration of the group that was stored apart from the log
 */
record Bound(
        long sequence,
        long term,
        String vote,
        long lastTerm,
        long lastIndex,
        long snapshotIndex,
        long openFrom,
        long cutFrom,
        long configuredAt) {
    static final Bound NONE = new Bound(0, 0, "", 0, -1, -1, -1, -1, -1);
    private static final String CHECKSUM = "crc32c=";

    Bound voted(long inTerm, String candidate) {
        return new Bound(
                sequence + 1, inTerm, candidate, lastTerm, lastIndex, snapshotIndex, openFrom, cutFrom, configuredAt);
    }

    Bound acknowledged(long entryTerm, long index) {
        return new Bound(sequence + 1, term, vote, entryTerm, index, snapshotIndex, openFrom, cutFrom, configuredAt);
    }

    Bound withSnapshot(long index) {
        return new Bound(sequence + 1, term, vote, lastTerm, lastIndex, index, openFrom, cutFrom, configuredAt);
    }

    /** While a cut is under way this is no evidence: the cut may be about to delete the segment. */
    Bound opened(long from) {
        return new Bound(sequence + 1, term, vote, lastTerm, lastIndex, snapshotIndex, from, cutFrom, configuredAt);
    }

    /** The cut is over, or the rest of it has been done. */
    Bound settled() {
        return new Bound(sequence + 1, term, vote, lastTerm, lastIndex, snapshotIndex, openFrom, -1, configuredAt);
    }

    /** The first index of the open segment as far as known, -1 if there need not be one. */
    long certainlyOpenFrom() {
        return cutFrom >= 0 && openFrom >= cutFrom ? -1 : openFrom;
    }

    /** The entry before the cut is one that the leader has too; its term is not known here. */
    Bound cut(long from) {
        boolean below = lastIndex < from;
        return new Bound(
                sequence + 1,
                term,
                vote,
                below ? lastTerm : 0,
                Math.min(lastIndex, from - 1),
                snapshotIndex,
                openFrom < from ? openFrom : -1,
                from,
                configuredAt);
    }

    /** The configuration up to that index is on the disk, apart from the log. */
    Bound configured(long index) {
        return new Bound(sequence + 1, term, vote, lastTerm, lastIndex, snapshotIndex, openFrom, cutFrom, index);
    }

    /** Lines for people, the last one a checksum of those before. */
    String text() {
        String body = "sequence=" + sequence + "\nterm=" + term + "\nvote=" + vote + "\nlast-term=" + lastTerm
                + "\nlast-index=" + lastIndex + "\nsnapshot-index=" + snapshotIndex + "\nopen-from=" + openFrom
                + "\ncut-from=" + cutFrom + "\nconfigured-at=" + configuredAt + "\n";
        return body + CHECKSUM + checksum(body) + "\n";
    }

    /** Empty if the text differs from the one written; what follows its checksum is left of a longer one. */
    static Optional<Bound> parse(String text) {
        int end = text.indexOf(CHECKSUM);
        if (end < 0 || !text.startsWith(CHECKSUM + checksum(text.substring(0, end)) + "\n", end)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(text.substring(0, end)));
        } catch (IllegalArgumentException notWrittenHere) {
            return Optional.empty();
        }
    }

    private static Bound of(String body) {
        Map<String, String> values = new TreeMap<>();
        body.lines().forEach(line -> {
            String[] field = line.split("=", 2);
            values.put(field[0], field[field.length - 1]);
        });
        return new Bound(
                number(values, "sequence"),
                number(values, "term"),
                text(values, "vote"),
                number(values, "last-term"),
                number(values, "last-index"),
                number(values, "snapshot-index"),
                number(values, "open-from"),
                number(values, "cut-from"),
                // Files of an earlier release have none.
                values.containsKey("configured-at") ? number(values, "configured-at") : -1);
    }

    private static long number(Map<String, String> values, String key) {
        return Long.parseLong(text(values, key));
    }

    private static String text(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key);
        }
        return value;
    }

    private static String checksum(String body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue());
    }
}
