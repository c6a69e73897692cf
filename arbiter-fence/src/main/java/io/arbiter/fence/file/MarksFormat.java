package io.arbiter.fence.file;

import io.arbiter.fence.internal.FenceArguments;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The marks file, version 1: text, so that an operator can read it. A header with version and count, one line
 * of token and resource for each mark, and a checksum over all lines before it. Resources contain no line
 * breaks.
 */
final class MarksFormat {
    private static final String HEADER = "arbiter-marks 1 ";
    private static final String CHECKSUM = "crc32c ";
    /** "crc32c ", eight digits, a newline. */
    private static final int TRAILER_BYTES = 16;

    private MarksFormat() {}

    static byte[] encode(Map<String, Long> marks) {
        StringBuilder text = new StringBuilder(HEADER).append(marks.size()).append('\n');
        new TreeMap<>(marks)
                .forEach((resource, token) -> text.append(token.longValue())
                        .append(' ')
                        .append(resource)
                        .append('\n'));
        return (text + checksum(text.toString())).getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, Long> decode(byte[] content, String where) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (!text.startsWith(HEADER)) {
            throw corrupt(where, "it does not begin with '" + HEADER.trim() + "'");
        }
        int end = text.length() - TRAILER_BYTES;
        if (end < HEADER.length() || !text.substring(end).equals(checksum(text.substring(0, end)))) {
            throw corrupt(where, "its checksum does not match");
        }
        try {
            return parse(text.substring(0, end).split("\n"));
        } catch (IllegalArgumentException e) {
            throw corrupt(where, e.getMessage());
        }
    }

    private static Map<String, Long> parse(String[] lines) {
        Map<String, Long> marks = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int space = lines[i].indexOf(' ');
            if (space < 0) {
                throw new IllegalArgumentException("line " + (i + 1) + " has no token and resource");
            }
            marks.put(
                    FenceArguments.resource(lines[i].substring(space + 1)),
                    FenceArguments.token(Long.parseLong(lines[i].substring(0, space))));
        }
        if (marks.size() != Integer.parseInt(lines[0].substring(HEADER.length()))) {
            throw new IllegalArgumentException("the number of marks is not the header's");
        }
        return marks;
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%s%08x\n", CHECKSUM, crc.getValue());
    }

    private static CorruptMarksException corrupt(String where, String what) {
        return new CorruptMarksException("the marks in " + where + " are damaged: " + what + "; restore the"
                + " file from a copy that is not older than the last grant, or, with no writer running, write"
                + " the tokens of the current leases to new marks");
    }
}
