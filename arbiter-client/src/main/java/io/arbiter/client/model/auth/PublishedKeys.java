package io.arbiter.client.model.auth;

import java.time.Instant;
import java.util.List;

/**
 * The public keys whose signatures guards believe.
 *
 * @param revision all of this is as of this revision
 * @param clusterId the identity of the cluster, which each signed token names
 * @param keys the current one, then those before it; none if nothing is signed
 */
public record PublishedKeys(long revision, String clusterId, List<PublishedKey> keys) {
    private static final String HEADER = "arbiter-keys 1";

    public PublishedKeys {
        keys = List.copyOf(keys);
    }

    /**
     * One key.
     *
     * @param id 16 hexadecimal digits
     * @param publicKey X.509 in DER, in Base64
     * @param createdAt by the wall clock of the node that proposed it; for people; nothing is decided by it
     * @param current whether grants are signed with it
     */
    public record PublishedKey(String id, String publicKey, Instant createdAt, boolean current) {}

    /** The file that guards read, {@code io.arbiter.fence.signed.TrustedKeys}. */
    public String toFile() {
        var text = new StringBuilder(HEADER)
                .append('\n')
                .append("cluster ")
                .append(clusterId)
                .append('\n');
        for (PublishedKey key : keys) {
            text.append("key ")
                    .append(key.id())
                    .append(' ')
                    .append(key.publicKey())
                    .append('\n');
        }
        return text.toString();
    }
}
