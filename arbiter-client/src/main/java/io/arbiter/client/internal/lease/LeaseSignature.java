package io.arbiter.client.internal.lease;

import io.arbiter.client.gate.ClientClock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The newest signature of a lease. Any thread reads it; the loop replaces it. */
public final class LeaseSignature {
    /** The arbiter signs for 12 hours at least. Counted here from the answer, since wall clocks need not agree. */
    private static final long FRESH_NANOS = Duration.ofHours(6).toNanos();

    private static final long REFUSAL_NANOS = Duration.ofMinutes(1).toNanos();
    private static final String PREFIX = "arbiter-token-1.";
    /** The payload begins with the key's id: 8 bytes, which take 12 characters of its Base64 to read. */
    private static final int ID_CHARACTERS = 12;

    private final ClientClock clock;
    private volatile String text = "";
    private String keyId = "";
    private long sinceNanos;
    private long freshNanos = FRESH_NANOS;

    /** @param text empty if there is none yet */
    LeaseSignature(ClientClock clock, String text) {
        this.clock = clock;
        set(text);
    }

    /** Replaces it, unless the arbiter had none to give. */
    public void set(String newer) {
        if (!newer.isEmpty()) {
            text = newer;
            keyId = keyIdIn(newer);
            keepFor(FRESH_NANOS);
        }
    }

    /** The arbiter does not sign it as things stand: not asked for again at every renewal. */
    public void refused() {
        keepFor(REFUSAL_NANOS);
        keyId = "";
    }

    private void keepFor(long nanos) {
        sinceNanos = clock.nanoTime();
        freshNanos = nanos;
    }

    Optional<String> text() {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Whether another one should be asked for. @param key the id of the key that signs now */
    public boolean isOutdated(String key) {
        boolean old = clock.nanoTime() - sinceNanos > freshNanos;
        return old || (freshNanos == FRESH_NANOS && (text.isEmpty() || !keyId.isEmpty() && !keyId.equals(key)));
    }

    /** Empty for a token of a later version, which is taken as it is. */
    private static String keyIdIn(String text) {
        int end = PREFIX.length() + ID_CHARACTERS;
        if (!text.startsWith(PREFIX) || text.length() < end) {
            return "";
        }
        try {
            byte[] start = Base64.getUrlDecoder().decode(text.substring(PREFIX.length(), end));
            return HexFormat.of().formatHex(start, 0, 8);
        } catch (IllegalArgumentException notOfThisVersion) {
            return "";
        }
    }
}
