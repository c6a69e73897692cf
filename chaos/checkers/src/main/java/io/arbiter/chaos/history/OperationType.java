package io.arbiter.chaos.history;

import java.util.Locale;

/** How far an operation has come. */
public enum OperationType {
    /** It was asked for. */
    INVOKE,
    /** It was carried out. */
    OK,
    /** It was definitely not carried out. */
    FAIL,
    /** Nobody knows; or, of the nemesis, a remark. */
    INFO;

    /** The name in files: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if it is none of them */
    public static OperationType of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
