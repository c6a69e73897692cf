package io.arbiter.fence.internal;

import java.util.Objects;

/** The bounds of callers' arguments; the same as the arbiter's own. Allocates only to refuse. */
public final class FenceArguments {
    static final int MAX_RESOURCE_BYTES = 512;

    private FenceArguments() {}

    public static long token(long token) {
        if (token < 1) {
            throw new IllegalArgumentException(
                    "token must be at least 1, was " + token + ": pass the fencing token of the lease");
        }
        return token;
    }

    /** A token in decimal digits, as it is carried in text. */
    public static long token(String digits) {
        if (!digits.matches("[0-9]{1,19}")) {
            throw new IllegalArgumentException("token must be 1 to 19 decimal digits, or a signed token; got "
                    + Math.min(digits.length(), 9_999) + " characters of something else");
        }
        try {
            return token(Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            throw new IllegalArgumentException("token must be at most 9223372036854775807, was " + digits, tooLarge);
        }
    }

    public static String resource(String resource) {
        Objects.requireNonNull(resource, "resource");
        int bytes = 0;
        for (int i = 0; i < resource.length() && bytes <= MAX_RESOURCE_BYTES; i++) {
            char c = resource.charAt(i);
            if (Character.isISOControl(c)) {
                throw refused("has the control character U+" + Integer.toHexString(c) + " at " + i);
            }
            if (Character.isSurrogate(c)) {
                requirePair(resource, i++);
                bytes += 4;
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        if (bytes == 0 || bytes > MAX_RESOURCE_BYTES) {
            throw refused(bytes == 0 ? "is empty" : "is too long");
        }
        return resource;
    }

    private static void requirePair(String resource, int at) {
        if (at + 1 == resource.length() || !Character.isSurrogatePair(resource.charAt(at), resource.charAt(at + 1))) {
            throw refused("has half a surrogate pair at " + at);
        }
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("resource " + what + "; expected 1 to " + MAX_RESOURCE_BYTES
                + " bytes of UTF-8 without control characters");
    }
}
