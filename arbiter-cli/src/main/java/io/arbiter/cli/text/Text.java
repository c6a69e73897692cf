package io.arbiter.cli.text;

import java.util.List;

/** Text that others chose, made fit for a terminal. */
public final class Text {

    private Text() {}

    /**
     * A holder's name must not be able to move the cursor or forge a line: control characters become {@code
     * \\uXXXX}.
     */
    public static String printable(String text) {
        if (text.codePoints().noneMatch(Text::unprintable)) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (unprintable(point)) {
                clean.append(String.format("\\u%04x", point));
            } else {
                clean.appendCodePoint(point);
            }
        });
        return clean.toString();
    }

    /** Format characters include the bidirectional overrides, which turn a line around. */
    private static boolean unprintable(int point) {
        int type = Character.getType(point);
        return Character.isISOControl(point)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    /** As one word of a shell's command line, to be copied. */
    public static String word(String text) {
        String clean = printable(text);
        return clean.matches("[\\w./:@%+,-]+") ? clean : "'" + clean.replace("'", "'\\''") + "'";
    }

    /** Broken at spaces into lines of at most so many characters, except longer words. */
    public static List<String> lines(String text, int length) {
        return List.of(text.replaceAll("(.{1," + length + "})(?:\\s+|$)", "$1\n")
                .strip()
                .split("\n"));
    }

    public static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(length - 2));
        return text.substring(0, length - (splitsPair ? 2 : 1)) + "…";
    }
}
