package io.arbiter.cli.audit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One event, as it is written.
 *
 * @param previous the hash of the line before
 * @param hash its own, which the next line names
 */
record AuditLine(long sequence, String previous, String at, String hash) {
    /** What the first line of all follows. */
    static final AuditLine NONE = new AuditLine(0, "", "", "0".repeat(64));

    /** @throws BrokenLineException if it is no event */
    static AuditLine parse(byte[] bytes) throws BrokenLineException {
        JsonObject event = object(new String(bytes, StandardCharsets.UTF_8));
        try {
            return new AuditLine(
                    Long.parseLong(text(event, "sequence")), text(event, "previous"), text(event, "at"), sha256(bytes));
        } catch (NumberFormatException noNumber) {
            throw new BrokenLineException("its sequence is no number");
        }
    }

    private static JsonObject object(String text) throws BrokenLineException {
        try {
            return JsonParser.parseString(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException other) {
            throw new BrokenLineException("it is no JSON object");
        }
    }

    private static String text(JsonObject event, String name) throws BrokenLineException {
        if (!event.has(name) || !event.get(name).isJsonPrimitive()) {
            throw new BrokenLineException("it has no " + name);
        }
        return event.get(name).getAsString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    boolean follows(AuditLine before) {
        return sequence == before.sequence + 1 && previous.equals(before.hash);
    }
}
