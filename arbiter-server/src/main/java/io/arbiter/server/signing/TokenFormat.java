package io.arbiter.server.signing;

import io.arbiter.v1.LeaseInfoOrBuilder;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * Writes signed tokens, version 1: {@code arbiter-token-1.PAYLOAD.SIGNATURE}, both in Base64 for URLs without padding;
 * what is signed is all before the last dot. Equal facts make equal bytes, and Ed25519 makes one signature of them, so
 * every node writes the same token for a grant.
 */
final class TokenFormat {
    /** The distance between the instants at which tokens of one grant may end. */
    static final long SLOT_MILLIS = Duration.ofHours(24).toMillis();

    private static final String PREFIX = "arbiter-token-1.";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private TokenFormat() {}

    /**
     * @param keyId 16 hexadecimal digits
     * @param holder the identity in the holder's certificate; empty without one
     */
    static String signed(
            String clusterId,
            LeaseInfoOrBuilder lease,
            String holder,
            long notAfterMillis,
            String keyId,
            Ed25519PrivateKeyParameters key) {
        String text = PREFIX + BASE64.encodeToString(payload(clusterId, lease, holder, notAfterMillis, keyId));
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        var signer = new Ed25519Signer(); // With tables of multiples, unlike the JDK's: a tenth of its time.
        signer.init(true, key);
        signer.update(bytes, 0, bytes.length);
        return text + "." + BASE64.encodeToString(signer.generateSignature());
    }

    private static byte[] payload(
            String clusterId, LeaseInfoOrBuilder lease, String holder, long notAfterMillis, String keyId) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(HexFormat.of().parseHex(keyId));
            out.writeLong(lease.getToken());
            out.writeLong(notAfterMillis);
            for (String text : new String[] {clusterId, lease.getResource(), lease.getRegion(), holder}) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeShort(utf8.length);
                out.write(utf8);
            }
        } catch (IOException memoryHasNone) {
            throw new UncheckedIOException(memoryHasNone);
        }
        return bytes.toByteArray();
    }

    /**
     * A whole number of slots after the grant, at least half a slot from now. A function of the grant alone for its
     * first 12 hours, so that a repeated request is answered with the same bytes, after a change of leader too.
     */
    static long notAfter(long grantedWallMillis, long nowMillis) {
        long least = nowMillis + SLOT_MILLIS / 2 - grantedWallMillis;
        long slots = Math.max(1, Math.floorDiv(least + SLOT_MILLIS - 1, SLOT_MILLIS));
        return grantedWallMillis + slots * SLOT_MILLIS;
    }
}
