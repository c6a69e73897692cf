package io.arbiter.server.signing;

import io.arbiter.core.auth.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Draws keys, and reads their private halves. */
public final class KeyPairs {
    static final String ALGORITHM = "Ed25519";

    private KeyPairs() {}

    /** A new key, from the system's randomness. */
    public static SigningKey draw() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] published = pair.getPublic().getEncoded();
            return new SigningKey(
                    id(published),
                    base64(published),
                    Optional.of(new SigningKey.Secret(base64(pair.getPrivate().getEncoded()))),
                    "",
                    0);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String id(byte[] publicKey) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
        return HexFormat.of().formatHex(digest, 0, SigningKey.ID_DIGITS / 2);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @throws GeneralSecurityException if this release cannot use it */
    static PrivateKey privateKey(SigningKey.Secret secret) throws GeneralSecurityException {
        byte[] encoded = Base64.getDecoder().decode(secret.pkcs8());
        return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }
}
