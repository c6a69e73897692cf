package io.arbiter.core.command;

import io.arbiter.core.auth.Principal;
import java.nio.charset.StandardCharsets;

/** The shape checks of commands: bounds that hold in every state. */
final class CommandChecks {
    private CommandChecks() {}

    /** Text of 1 to {@code maxBytes} UTF-8 bytes without control characters or unpaired surrogates. */
    static String text(String field, String value, int maxBytes) {
        String expected = "1 to " + maxBytes + " bytes of UTF-8 without control characters";
        if (value == null || value.isEmpty()) {
            throw new InvalidCommandException(field, "empty", expected);
        }
        int bytes = value.length() > maxBytes ? value.length() : encodedLength(field, value, expected);
        if (bytes > maxBytes) {
            throw new InvalidCommandException(field, bytes + " bytes long or more", expected);
        }
        return value;
    }

    private static int encodedLength(String field, String value, String expected) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                throw new InvalidCommandException(
                        field, "text with the control character U+%04X at %d".formatted((int) c, i), expected);
            }
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new InvalidCommandException(field, "text with an unpaired surrogate", expected);
        }
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    static long range(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new InvalidCommandException(field, Long.toString(value), min + " to " + max);
        }
        return value;
    }

    /** Ids and tokens: 1 or more. */
    static long positive(String field, long value) {
        if (value < 1) {
            throw new InvalidCommandException(field, Long.toString(value), "a positive number");
        }
        return value;
    }

    static void identity(Principal caller) {
        if (!caller.isNobody()) {
            text("identity", caller.identity(), Principal.MAX_BYTES);
        }
    }
}
