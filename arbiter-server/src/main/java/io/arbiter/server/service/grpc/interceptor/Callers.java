package io.arbiter.server.service.grpc.interceptor;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.limit.Admission;
import io.arbiter.server.limit.Countable;
import io.arbiter.server.limit.Slot;
import io.arbiter.server.service.grpc.connection.ClientConnections;
import io.arbiter.server.tls.Caller;
import io.arbiter.server.tls.NodeTls;
import io.arbiter.tls.IdentityException;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who has made a connection, once, and tells each call on it. The one place where gRPC learns that: install
 * it as the filter and as the first interceptor of a server.
 */
public final class Callers extends ServerTransportFilter implements ServerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(Callers.class);
    private static final Attributes.Key<Caller> OF_CONNECTION = Attributes.Key.create("arbiter-caller");
    /** Whoever asks outside of a call asks about nobody. */
    private static final Context.Key<Caller> OF_CALL =
            Context.keyWithDefault("arbiter-caller", new Caller(Optional.empty(), false));

    private static final Attributes.Key<Slot> SLOT = Attributes.Key.create("arbiter-connection-slot");
    private static final Attributes.Key<CallException> REFUSED = Attributes.Key.create("arbiter-connection-refused");
    /** Enough for a first call to hear why the connection is one too many. */
    private static final Duration EXPLANATION = Duration.ofSeconds(2);

    private final Optional<NodeTls> tls;
    private final ClientConnections connections;
    private final Admission admission;

    /** @param tls empty if the server's connections are plaintext */
    public Callers(Optional<NodeTls> tls, ClientConnections connections, Admission admission) {
        this.tls = tls;
        this.connections = connections;
        this.admission = admission;
    }

    /** The caller of the call that this thread works for. */
    public static Caller current() {
        return OF_CALL.get();
    }

    /** Who has made the call's connection; empty if it has no identity where it needs one. */
    static Optional<Caller> of(ServerCall<?, ?> call) {
        return Optional.ofNullable(call.getAttributes().get(OF_CONNECTION));
    }

    /** The address of the machine that the call comes from, without its port; empty if it is not known. */
    static String machine(ServerCall<?, ?> call) {
        return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress from
                ? from.getAddress().getHostAddress()
                : "";
    }

    @Override
    public Attributes transportReady(Attributes connection) {
        return find(connection).map(caller -> admit(connection, caller)).orElse(connection);
    }

    private Attributes admit(Attributes connection, Caller caller) {
        var from = connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        Attributes.Builder known = connection.toBuilder().set(OF_CONNECTION, caller);
        if (caller.isMember()) {
            connections.identified(from);
            return known.build();
        }
        try {
            known.set(SLOT, admission.open(Countable.CONNECTION, caller.principal()));
            connections.identified(from);
        } catch (CallException tooMany) {
            known.set(REFUSED, tooMany);
            connections.closeSoon(from, EXPLANATION);
        }
        return known.build();
    }

    @Override
    public void transportTerminated(Attributes connection) {
        Slot slot = connection == null ? null : connection.get(SLOT);
        if (slot != null) {
            slot.close();
        }
    }

    private Optional<Caller> find(Attributes connection) {
        SSLSession session = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (tls.isEmpty()) {
            return Optional.of(Caller.PLAINTEXT);
        } else if (session == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(tls.get().caller(session));
        } catch (IdentityException nobody) {
            LOG.warn("{} is nobody: {}", connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR), nobody.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Optional<Caller> caller = of(call);
        if (caller.isEmpty()) {
            Refusals.close(
                    call,
                    new CallException(
                            Reason.PERMISSION_DENIED,
                            "the connection has no identity, expected a certificate that names one",
                            ""));
            return new ServerCall.Listener<>() {};
        }
        CallException refused = call.getAttributes().get(REFUSED);
        if (refused != null) {
            admission.countRefusal(refused);
            Refusals.close(call, refused);
            return new ServerCall.Listener<>() {};
        }
        return Contexts.interceptCall(Context.current().withValue(OF_CALL, caller.get()), call, headers, next);
    }
}
