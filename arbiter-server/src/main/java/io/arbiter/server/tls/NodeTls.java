package io.arbiter.server.tls;

import io.arbiter.core.auth.Principal;
import io.arbiter.server.access.Ownership;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.tls.Credentials;
import io.arbiter.tls.Identity;
import io.arbiter.tls.IdentityException;
import io.arbiter.tls.IdentityMapping;
import io.arbiter.tls.PeerRule;
import io.arbiter.tls.TlsException;
import io.arbiter.tls.TlsFiles;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The certificates of one node: its own, and the identity that each member has to show. The region belongs to it, so a
 * member's name alone, in a certificate for another region, is not enough. Thread-safe.
 */
public final class NodeTls implements AutoCloseable {
    private final Credentials credentials;
    private final Map<String, Identity> members;

    private NodeTls(Credentials credentials, Map<String, Identity> members) {
        this.credentials = credentials;
        this.members = members;
    }

    /**
     * Reads the files that the configuration names, and keeps them fresh; empty if it names none.
     *
     * @throws StartException if they cannot be used, or are another's
     */
    public static Optional<NodeTls> open(ServerConfig config) throws StartException {
        return config.tls().files().isPresent()
                ? Optional.of(open(config, config.tls().files().get()))
                : Optional.empty();
    }

    private static NodeTls open(ServerConfig config, TlsFiles files) throws StartException {
        String domain = config.tls().trustDomain();
        Map<String, Identity> members = config.members().stream()
                .collect(Collectors.toMap(
                        Member::name, member -> Identity.node(domain, member.region(), member.name())));
        try {
            Credentials credentials = Credentials.open(
                    files, IdentityMapping.of(domain, config.tls().identities()));
            Identity expected = members.get(config.node());
            if (credentials.identity().equals(expected)) {
                return new NodeTls(credentials, members);
            }
            credentials.close();
            throw new StartException(
                    ExitCode.USAGE,
                    "tls.certificate " + files.certificate() + " is for " + credentials.identity() + ", expected "
                            + expected + ", as node, region and tls.trust-domain say: give this node its own");
        } catch (TlsException unusable) {
            throw new StartException(ExitCode.USAGE, "tls: " + unusable.getMessage(), unusable);
        }
    }

    /** For the accepting side of this node's ports: takes everyone with a trusted certificate. */
    public SSLContext accepting() {
        return credentials.context(PeerRule.anyone());
    }

    /** For a connection to that member: nobody else may answer. */
    public SSLContext connecting(String member) {
        return credentials.context(PeerRule.only(identityOf(member)));
    }

    X509ExtendedKeyManager keyManager() {
        return credentials.keyManager();
    }

    X509ExtendedTrustManager trustManager(PeerRule rule) {
        return credentials.trustManager(rule);
    }

    PeerRule only(String member) {
        return PeerRule.only(identityOf(member));
    }

    private Identity identityOf(String member) {
        return Optional.ofNullable(members.get(member))
                .orElseThrow(
                        () -> new IllegalArgumentException(member + " is no member; expected " + members.keySet()));
    }

    /** The other side of a connection. */
    public Caller caller(SSLSession session) throws IdentityException {
        Identity identity = credentials.peer(session);
        return new Caller(Optional.of(identity), members.containsValue(identity));
    }

    /**
     * Whether the caller is the one whose identity was kept. A session keeps it as it was written when it was opened;
     * only the check of who calls asks this, and never the state machine, in which replicas of two releases would part.
     */
    public boolean isSame(Principal kept, Principal caller) {
        return kept.equals(caller) || credentials.normal(kept.identity()).equals(caller.identity());
    }

    /** Whose sessions are whose on a node, with certificates or without. */
    public static Ownership ownership(Optional<NodeTls> tls) {
        return tls.<Ownership>map(own -> own::isSame).orElse(Ownership.EXACT);
    }

    /** When the own certificate expires, or did. */
    public Instant notAfter() {
        return credentials.notAfter();
    }

    /** Stops looking at the files. */
    @Override
    public void close() {
        credentials.close();
    }
}
