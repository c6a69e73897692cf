package io.arbiter.client.internal.context;

import io.arbiter.client.internal.transport.Endpoint;
import io.arbiter.tls.Identity;
import io.arbiter.tls.TlsFiles;
import java.util.Optional;

/** How connections are secured; what is needed for that is opened with the client. */
public sealed interface Security permits Security.Custom, Security.Tls, Security.Plaintext {

    /** Channels that a test, or a program of the arbiter's own, makes itself. */
    record Custom(Channels channels) implements Security {
        @Override
        public Channels open() {
            return channels;
        }
    }

    /** Certificates on both sides. */
    record Tls(TlsFiles files, String trustDomain) implements Security {
        @Override
        public Channels open() {
            return TlsChannels.open(files, trustDomain);
        }
    }

    /** @param anywhere whether addresses of other machines are allowed */
    record Plaintext(boolean anywhere) implements Security {
        @Override
        public void check(Endpoint endpoint) {
            if (!anywhere && endpoint.isElsewhere()) {
                throw new IllegalArgumentException(
                        "endpoint '" + endpoint + "' is no loopback address, and this client has"
                                + " no certificate: give it one, or make it insecure if nobody on the way can be an enemy");
            }
        }

        @Override
        public Channels open() {
            return new PlaintextChannels(anywhere);
        }
    }

    /** @throws io.arbiter.client.UnauthenticatedException if certificates cannot be used */
    Channels open();

    /** @throws IllegalArgumentException if that must not be connected to in this way */
    default void check(Endpoint endpoint) {}

    /** @throws IllegalArgumentException if they contradict each other */
    static Security of(Optional<Custom> custom, Optional<TlsFiles> tls, String trustDomain, boolean insecure) {
        require(custom.isEmpty() || custom.get().channels() != null, "channels is null: give some or leave it out");
        require(
                tls.isEmpty() || !insecure && custom.isEmpty(),
                "tls(...) is given with " + (insecure ? "insecure()" : "channels(...)") + ": expected one of them");
        require(
                trustDomain != null && Identity.isTrustDomain(trustDomain),
                "trustDomain is '" + trustDomain + "', expected 1 to 255 of a to z, digits, '.', '-' and '_'");
        return custom.<Security>map(own -> own)
                .or(() -> tls.map(files -> new Tls(files, trustDomain)))
                .orElseGet(() -> new Plaintext(insecure));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
