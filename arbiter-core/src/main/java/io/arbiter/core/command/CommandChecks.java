package io.arbiter.core.command;

import io.arbiter.core.auth.Principal;

/** The shape checks of commands: bounds that hold in every state. */
final class CommandChecks {
    private CommandChecks() {}

    /** Text of 1 to {@code maxBytes} UTF-8 bytes without control characters or unpaired surrogates. */
    static String text(String field, String value, int maxBytes) {
        if (value == null || value.isEmpty()) {
            throw textual(field, "empty", maxBytes);
        }
        int bytes = value.length() > maxBytes ? value.length() : encodedLength(field, value, maxBytes);
        if (bytes > maxBytes) {
            throw textual(field, bytes + " bytes long or more", maxBytes);
        }
        return value;
    }

    /** Counted, not encoded: every name of every command is checked here, when it is proposed and where it is read. */
    private static int encodedLength(String field, String value, int maxBytes) {
        int bytes = 0;
        int at = 0;
        while (at < value.length()) {
            int character = value.codePointAt(at);
            if (Character.isISOControl(character)) {
                throw textual(field, "text with the control character U+%04X at %d".formatted(character, at), maxBytes);
            } else if (Character.getType(character) == Character.SURROGATE) {
                throw textual(field, "text with an unpaired surrogate", maxBytes);
            }
            bytes += encodedLength(character);
            at += Character.charCount(character);
        }
        return bytes;
    }

    private static int encodedLength(int character) {
        if (character < 0x80) {
            return 1;
        } else if (character < 0x800) {
            return 2;
        }
        return Character.isBmpCodePoint(character) ? 3 : 4;
    }

    private static InvalidCommandException textual(String field, String found, int maxBytes) {
        return new InvalidCommandException(
                field, found, "1 to " + maxBytes + " bytes of UTF-8 without control characters");
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
