package io.arbiter.server.signing;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.SigningKey;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds to a leader's answers the signatures of the caller's own grants, once the cluster has a key. A signature takes
 * longer than all else that a grant costs here, so it is made on threads of its own, and never by the thread that
 * applies entries. Without a key answers pass untouched. Thread-safe.
 */
public final class TokenSigner {
    private static final Logger LOG = LoggerFactory.getLogger(TokenSigner.class);

    /** A process that takes a thousand leases over must not wait for as many signatures: it asks for the rest. */
    static final int MAX_IN_ONE_ANSWER = 32;

    /** Signatures: they take a millisecond or two, for which the answer that was signed first waits. */
    private static final int MOST_AT_ONCE = 32;

    private final Supplier<Optional<SigningKey>> current;
    private final Supplier<Optional<String>> clusterId;
    private final LongSupplier wallMillis;
    private final Executor threads;
    private final Queue<Unsigned> waiting = new ConcurrentLinkedQueue<>(); // the calls in flight bound it
    private volatile Loaded loaded;

    private record Unsigned(Reply answer, Principal holder, SigningKey key, Consumer<Reply> to) {}

    /** The key as the library wants it. */
    private record Loaded(SigningKey from, Ed25519PrivateKeyParameters key) {}

    /**
     * @param current the key as far as it is applied here
     * @param wallMillis this node's wall clock, which bounds how long a signature is valid
     */
    public TokenSigner(
            Supplier<Optional<SigningKey>> current,
            Supplier<Optional<String>> clusterId,
            LongSupplier wallMillis,
            Executor threads) {
        this.current = current;
        this.clusterId = clusterId;
        this.wallMillis = wallMillis;
        this.threads = threads;
    }

    /** Passes the answer on, signed where it tells a holder of its grants; at once if there is nothing to sign. */
    public void pass(Reply answer, Principal holder, Consumer<Reply> to) {
        Optional<SigningKey> key = current.get();
        if (key.isEmpty()) {
            to.accept(answer);
        } else if (answer.hasRenewSession()) {
            var renewed =
                    answer.getRenewSession().toBuilder().setSigningKey(key.get().id());
            to.accept(answer.toBuilder().setRenewSession(renewed).build());
        } else if (answer.hasAcquire()
                || answer.hasSignToken()
                || answer.getOpenSession().getHoldings().getLeasesCount() > 0) {
            passSigned(answer, holder, key.get(), to);
        } else {
            to.accept(answer);
        }
    }

    private void passSigned(Reply answer, Principal holder, SigningKey key, Consumer<Reply> to) {
        var unsigned = new Unsigned(answer, holder, key, to);
        waiting.add(unsigned);
        try {
            threads.execute(this::signSome);
        } catch (RejectedExecutionException stopping) {
            if (waiting.remove(unsigned)) {
                LOG.debug("this node is stopping: a grant is answered without its signature", stopping);
                to.accept(answer);
            }
        }
    }

    /** Passes them on together, as one batch of entries brought them: replies that come together are sent together. */
    private void signSome() {
        var signed = new ArrayList<Runnable>(MOST_AT_ONCE);
        int signatures = 0;
        for (Unsigned next; signatures < MOST_AT_ONCE && (next = waiting.poll()) != null; ) {
            signatures += next.answer().hasOpenSession() ? MAX_IN_ONE_ANSWER : 1;
            Consumer<Reply> to = next.to();
            Reply reply = signedOrNot(next.answer(), next.holder(), next.key());
            signed.add(() -> to.accept(reply));
        }
        signed.forEach(Runnable::run);
    }

    /** A grant without its signature is still a grant: its holder asks again. */
    private Reply signedOrNot(Reply answer, Principal holder, SigningKey key) {
        try {
            var signing = new Signing(load(key), clusterId.get().orElseThrow(), holder);
            var signed = answer.toBuilder();
            if (answer.hasAcquire()) {
                signing.add(signed.getAcquireBuilder().getLeaseBuilder());
            } else if (answer.hasSignToken()) {
                signing.add(signed.getSignTokenBuilder().getLeaseBuilder());
            } else {
                List<LeaseInfo.Builder> leases =
                        signed.getOpenSessionBuilder().getHoldingsBuilder().getLeasesBuilderList();
                for (LeaseInfo.Builder lease : leases.subList(0, Math.min(leases.size(), MAX_IN_ONE_ANSWER))) {
                    signing.add(lease);
                }
            }
            return signed.build();
        } catch (IOException | RuntimeException failed) {
            LOG.error("a grant could not be signed with the key {}; please report this", key.id(), failed);
            return answer;
        }
    }

    private Loaded load(SigningKey key) throws IOException {
        Loaded last = loaded;
        if (last == null || !last.from().equals(key)) {
            last = new Loaded(key, KeyPairs.privateKey(key.secret().orElseThrow()));
            loaded = last;
        }
        return last;
    }

    /** The signatures of one answer. */
    private final class Signing {
        private final Loaded with;
        private final String cluster;
        private final Principal holder;

        Signing(Loaded with, String cluster, Principal holder) {
            this.with = with;
            this.cluster = cluster;
            this.holder = holder;
        }

        void add(LeaseInfo.Builder lease) {
            long notAfter = TokenFormat.notAfter(lease.getGrantedWallMillis(), wallMillis.getAsLong());
            lease.setSignedToken(TokenFormat.signed(
                    cluster, lease, holder.identity(), notAfter, with.from().id(), with.key()));
        }
    }
}
