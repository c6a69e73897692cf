package io.arbiter.client.internal.session;

import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.lease.HeldLease;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.client.internal.transport.Fate;
import io.arbiter.v1.Call;
import io.arbiter.v1.SignTokenRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the signatures of a session's leases after a change of keys, and before they get old. Each acknowledged
 * renewal starts it; one call at a time, so that a change of keys makes no rush. What is not
 * answered waits for the next renewal. Confined to the loop.
 */
final class SignatureRefresher {
    private static final Logger LOG = LoggerFactory.getLogger(SignatureRefresher.class);

    private final ClientContext context;
    private final Session session;
    private final Deque<HeldLease> outdated = new ArrayDeque<>();
    private boolean asking;

    SignatureRefresher(ClientContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    /** A renewal was acknowledged. @param key the id of the key that signs now; empty if there is none */
    void renewed(String key) {
        if (!key.isEmpty() && !asking) {
            session.leases().stream()
                    .filter(lease -> lease.signature().isOutdated(key))
                    .forEach(outdated::add);
            next();
        }
    }

    private void next() {
        HeldLease lease = outdated.poll();
        asking = lease != null;
        if (asking && session.isOver()) {
            outdated.clear();
            asking = false;
        } else if (asking) {
            request(lease);
        }
    }

    private void request(HeldLease lease) {
        Call call = Call.newBuilder()
                .setSignToken(SignTokenRequest.newBuilder()
                        .setResource(lease.resource())
                        .setSessionId(session.id())
                        .setToken(lease.token()))
                .build();
        context.continueInLoop(context.call(call::toBuilder), (reply, failure) -> {
            if (failure == null) {
                lease.signature().set(reply.getSignToken().getLease().getSignedToken());
                next();
            } else {
                failed(lease, failure);
            }
        });
    }

    private void failed(HeldLease lease, Throwable failure) {
        LOG.info("{} with token {} was not signed anew: {}", lease.resource(), lease.token(), failure.getMessage());
        if (failure instanceof CallFailedException refused && refused.fate() == Fate.REFUSED) {
            lease.signature().refused();
            next();
        } else {
            outdated.clear();
            asking = false;
        }
    }
}
