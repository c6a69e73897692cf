package io.arbiter.server.signing;

import io.arbiter.core.auth.SigningKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** Draws keys, and reads their private halves. */
public final class KeyPairs {
    private KeyPairs() {}

    /** A new key, from the system's randomness. */
    public static SigningKey draw() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
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

    /** @throws IOException if this release cannot use it */
    static Ed25519PrivateKeyParameters privateKey(SigningKey.Secret secret) throws IOException {
        byte[] encoded = Base64.getDecoder().decode(secret.pkcs8());
        if (PrivateKeyFactory.createKey(encoded) instanceof Ed25519PrivateKeyParameters key) {
            return key;
        }
        throw new IOException("the key is none of Ed25519");
    }
}
