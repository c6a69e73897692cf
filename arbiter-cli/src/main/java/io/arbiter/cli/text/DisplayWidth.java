package io.arbiter.cli.text;

/** The columns that a text takes on a terminal: two for East Asian wide characters and emoji, none for marks. */
public final class DisplayWidth {
    /** First and last of each range that Unicode's EastAsianWidth calls wide or fullwidth, and of emoji. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x23e9, 0x23ec, 0x2614, 0x2615, 0x2648, 0x2653, 0x26a1, 0x26a1, 0x2705, 0x2705,
        0x274c, 0x274c, 0x2753, 0x2757, 0x2b1b, 0x2b1c, 0x2b50, 0x2b55, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf,
        0x4e00, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff00, 0xff60,
        0xffe0, 0xffe6, 0x16fe0, 0x18cff, 0x1aff0, 0x1b2ff, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f19a,
        0x1f200, 0x1f320, 0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3f0,
        0x1f3f4, 0x1f43e, 0x1f440, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f567, 0x1f595, 0x1f5a4, 0x1f5fb, 0x1f64f,
        0x1f680, 0x1f6ff, 0x1f7e0, 0x1f7f0, 0x1f900, 0x1faff, 0x20000, 0x3fffd
    };

    private DisplayWidth() {}

    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    private static int of(int point) {
        int type = Character.getType(point);
        boolean mark = type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || point >= 0x1160 && point <= 0x11ff;
        return mark ? 0 : isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        for (int i = 0; i < WIDE.length && WIDE[i] <= point; i += 2) {
            if (point <= WIDE[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** The text, or its beginning and an ellipsis, in at most so many columns. */
    public static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = 1;
        for (int point : text.codePoints().toArray()) {
            used += of(point);
            if (used > columns) {
                break;
            }
            cut.appendCodePoint(point);
        }
        return cut.append('…').toString();
    }
}
