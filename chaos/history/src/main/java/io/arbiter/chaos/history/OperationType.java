package io.arbiter.chaos.history;

import java.util.Locale;

/** Progress of an operation. */
public enum OperationType {
    /** It was requested. */
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
