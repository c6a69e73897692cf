package io.arbiter.core.auth;

import java.util.Optional;

/**
 * An Ed25519 key that grants are signed with. The machine keeps keys and never uses them: signing is deterministic, so
 * whichever node leads makes the same signature of a grant, outside of the replicated state.
 *
 * @param id {@value #ID_DIGITS} hexadecimal digits, from the public key
 * @param publicKey X.509, in Base64
 * @param secret the private key; empty once another key is current, and wherever a key is shown
 * @param replaces the id of the key before it, empty for the first; a repeated rotation is known by it
 * @param createdWallMillis the proposer's wall clock, for people
 */
public record SigningKey(
        String id, String publicKey, Optional<Secret> secret, String replaces, long createdWallMillis) {
    public static final int ID_DIGITS = 16;

    /** A private key, PKCS#8 in Base64. Its text form hides it, so that no message or log shows it by mistake. */
    public record Secret(String pkcs8) {
        @Override
        public String toString() {
            return "(secret)";
        }
    }

    /** What everyone may see. */
    public SigningKey withoutSecret() {
        return new SigningKey(id, publicKey, Optional.empty(), replaces, createdWallMillis);
    }

    /** The same key, as the one that replaced {@code before}. */
    public SigningKey replacing(String before, long wallMillis) {
        return new SigningKey(id, publicKey, secret, before, wallMillis);
    }
}
