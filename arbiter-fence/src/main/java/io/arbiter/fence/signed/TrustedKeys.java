package io.arbiter.fence.signed;

import io.arbiter.fence.signed.UntrustedTokenException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The public keys of one cluster, as {@code arbiter keys export} writes them: a line {@code arbiter-keys 1}, a line
 * {@code cluster ID}, and a line {@code key ID BASE64} for each. Lines of other kinds are left for later versions.
 * Immutable.
 */
public final class TrustedKeys {
    private static final String HEADER = "arbiter-keys 1";
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_KEYS = 64;
    private static final int KEY_ID_BYTES = 8;

    private final String clusterId;
    private final Map<String, PublicKey> keys;

    private TrustedKeys(String clusterId, Map<String, PublicKey> keys) {
        this.clusterId = clusterId;
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads a file of keys.
     *
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static TrustedKeys read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(new String(in.readNBytes(MAX_BYTES + 1), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the keys in " + file + " cannot be read; expected what arbiter keys export wrote", unreadable);
        }
    }

    /** @throws IllegalArgumentException if it is not what {@code arbiter keys export} writes */
    public static TrustedKeys parse(String text) {
        String[] lines = text.split("\n");
        if (text.length() > MAX_BYTES || !lines[0].equals(HEADER)) {
            throw refused("it does not begin with the line " + HEADER + ", or is longer than " + MAX_BYTES + " bytes");
        }
        String cluster = "";
        Map<String, PublicKey> keys = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            if (words.length == 2 && words[0].equals("cluster")) {
                cluster = words[1];
            } else if (words.length == 3 && words[0].equals("key")) {
                keys.put(words[1], key(words[1], words[2]));
            }
        }
        if (cluster.isEmpty() || keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw refused("it names no cluster, no key, or more than " + MAX_KEYS);
        }
        return new TrustedKeys(cluster, keys);
    }

    private static PublicKey key(String id, String base64) {
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
            if (!HexFormat.of().formatHex(digest, 0, KEY_ID_BYTES).equals(id)) {
                throw refused("the key " + id + " is not the one with this id");
            }
            return KeyFactory.getInstance(SignedToken.ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            throw new IllegalArgumentException("the key " + id + " cannot be used: " + notAKey.getMessage(), notAKey);
        }
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("these are no keys to trust: " + what + "; use arbiter keys export");
    }

    /** The identity of the cluster that signs with them. */
    public String clusterId() {
        return clusterId;
    }

    /** The ids of the keys. */
    public Set<String> ids() {
        return keys.keySet();
    }

    /** @throws UntrustedTokenException if it is another cluster's, or not signed with one of these */
    public void verify(SignedToken token) {
        if (!token.clusterId().equals(clusterId)) {
            throw new UntrustedTokenException(
                    Reason.OTHER_CLUSTER,
                    "the token was granted by cluster '" + token.clusterId() + "', and the keys here are those of "
                            + clusterId);
        }
        PublicKey key = keys.get(token.keyId());
        if (key == null) {
            throw new UntrustedTokenException(
                    Reason.UNKNOWN_KEY,
                    "the token is signed with the key " + token.keyId() + ", and the keys here are " + ids()
                            + ": export the cluster's keys anew");
        }
        if (!token.isSignedBy(key)) {
            throw new UntrustedTokenException(
                    Reason.FORGED, "the token's signature is not one of the key " + token.keyId());
        }
    }
}
