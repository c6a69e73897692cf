package io.arbiter.server.audit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The end of the chain: the number of its last line, and the hash of that line, which the next line names. */
record AuditChain(long sequence, String hash) {
    /** Before the first line. */
    static final AuditChain START = new AuditChain(0, "0".repeat(64));

    /** The chain that ends with this line. */
    static AuditChain endingWith(String line) {
        return new AuditChain(
                JsonParser.parseString(line).getAsJsonObject().get("sequence").getAsLong(), sha256(line));
    }

    /** The chain with the line that came next. */
    AuditChain with(String line) {
        return new AuditChain(sequence + 1, sha256(line));
    }

    /** The line that comes next, without a line break. */
    String next(AuditEvent event, String node) {
        var line = new JsonObject();
        line.addProperty("sequence", sequence + 1);
        line.addProperty("previous", hash);
        line.addProperty("at", event.at().toString());
        line.addProperty("node", node);
        line.addProperty("caller", event.caller());
        line.addProperty("action", event.action());
        line.addProperty("outcome", event.outcome());
        event.details().forEach(line::addProperty);
        return line.toString();
    }

    private static String sha256(String line) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
