package io.arbiter.fence.signed;

import io.arbiter.fence.internal.FenceArguments;
import io.arbiter.fence.signed.UntrustedTokenException.Reason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a holder passes to storage: {@code arbiter-token-1.PAYLOAD.SIGNATURE} (docs/signed-tokens.md has the bytes).
 * What it says counts only once {@link TrustedKeys} has found the signature right. Immutable.
 */
public final class SignedToken {
    /** More than the longest: 1,312 bytes of payload. */
    static final int MAX_CHARACTERS = 2_048;

    static final String ALGORITHM = "Ed25519";
    private static final String FAMILY = "arbiter-token-";
    private static final String PREFIX = FAMILY + "1.";
    private static final int KEY_ID_BYTES = 8;
    private static final int SIGNATURE_BYTES = 64;
    private static final int MAX_TEXT_BYTES = 640;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final String signed;
    private final byte[] signature;
    private final String keyId;
    private final long token;
    private final long notAfterMillis;
    private final String clusterId;
    private final String resource;
    private final String region;
    private final String holder;

    private SignedToken(String signed, ByteBuffer payload, byte[] signature) throws CharacterCodingException {
        this.signed = signed;
        this.signature = signature;
        byte[] id = new byte[KEY_ID_BYTES];
        payload.get(id);
        this.keyId = HexFormat.of().formatHex(id);
        this.token = FenceArguments.token(payload.getLong());
        this.notAfterMillis = payload.getLong();
        this.clusterId = text(payload);
        this.resource = FenceArguments.resource(text(payload));
        this.region = text(payload);
        this.holder = text(payload);
        if (payload.hasRemaining()) {
            throw new IllegalArgumentException("bytes follow its fields");
        }
    }

    private static String text(ByteBuffer payload) throws CharacterCodingException {
        int bytes = Short.toUnsignedInt(payload.getShort());
        if (bytes > MAX_TEXT_BYTES || bytes > payload.remaining()) {
            throw new IllegalArgumentException("a text of " + bytes + " bytes");
        }
        ByteBuffer own = payload.slice(payload.position(), bytes);
        payload.position(payload.position() + bytes);
        return StandardCharsets.UTF_8.newDecoder().decode(own).toString();
    }

    /** Whether the text means to be a signed token, of whatever version, and not a plain number. */
    public static boolean isMeant(String carried) {
        return carried.startsWith(FAMILY);
    }

    /**
     * Reads it; says nothing about the signature.
     *
     * @throws UntrustedTokenException ({@code MALFORMED}) if it is none, or has another version
     */
    public static SignedToken parse(String text) {
        if (text.length() > MAX_CHARACTERS || !text.startsWith(PREFIX)) {
            throw malformed(
                    "it does not begin with " + PREFIX + ", or has more than " + MAX_CHARACTERS + " characters");
        }
        int dot = text.lastIndexOf('.');
        try {
            byte[] payload = decode(text.substring(PREFIX.length(), Math.max(PREFIX.length(), dot)));
            byte[] signature = decode(text.substring(dot + 1));
            if (signature.length != SIGNATURE_BYTES) {
                throw malformed("its signature has " + signature.length + " bytes, not " + SIGNATURE_BYTES);
            }
            return new SignedToken(text.substring(0, dot), ByteBuffer.wrap(payload), signature);
        } catch (BufferUnderflowException | IllegalArgumentException | CharacterCodingException notOurs) {
            throw malformed("its fields cannot be read: " + notOurs.getMessage());
        }
    }

    /** One text for one token: bits that Base64 does not need must be zero. */
    private static byte[] decode(String base64) {
        byte[] bytes = Base64.getUrlDecoder().decode(base64);
        if (!ENCODER.encodeToString(bytes).equals(base64)) {
            throw new IllegalArgumentException("Base64 with padding or superfluous bits");
        }
        return bytes;
    }

    private static UntrustedTokenException malformed(String what) {
        return new UntrustedTokenException(Reason.MALFORMED, "this is no signed token: " + what);
    }

    boolean isSignedBy(PublicKey key) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(signed.getBytes(StandardCharsets.US_ASCII));
            return check.verify(signature);
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }

    /** The id of the key that it names. */
    public String keyId() {
        return keyId;
    }

    /** The identity of the cluster that granted it. */
    public String clusterId() {
        return clusterId;
    }

    /** What was granted. */
    public String resource() {
        return resource;
    }

    /** The fencing token. */
    public long token() {
        return token;
    }

    /** The holder's region. */
    public String region() {
        return region;
    }

    /** The identity in the holder's certificate; empty if it had none. */
    public String holder() {
        return holder;
    }

    /** Until when a guard raises its mark for it, by the arbiter's wall clock. */
    public Instant notAfter() {
        return Instant.ofEpochMilli(notAfterMillis);
    }

    /** For logs: without the signature, which is a secret. */
    @Override
    public String toString() {
        return "SignedToken[resource=" + resource + ", token=" + token + ", region=" + region + ", key=" + keyId + "]";
    }
}
