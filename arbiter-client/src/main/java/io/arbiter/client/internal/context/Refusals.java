package io.arbiter.client.internal.context;

import io.arbiter.client.internal.transport.NotLoopbackException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;

/**
 * Tells connections that one side refuses for want of trust from those that merely fail: gRPC reports both as
 * unavailable.
 *
 * @param own says which certificate this client has; empty if it has none
 */
record Refusals(Supplier<String> own) implements ClientInterceptor {
    private static final String ALERT = "Received fatal alert: ";
    /** A node's words for who speaks plaintext to it. */
    private static final String TLS_ONLY = "this node speaks TLS alone";
    /** gRPC's words for a connection that the node closes at once; one that speaks TLS does that to plaintext. */
    private static final String CLOSED = "Network closed for unknown reason";

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> answers, Metadata headers) {
                super.start(
                        new SimpleForwardingClientCallListener<>(answers) {
                            @Override
                            public void onClose(Status status, Metadata trailers) {
                                super.onClose(told(status), trailers);
                            }
                        },
                        headers);
            }
        };
    }

    private Status told(Status status) {
        if (String.valueOf(status.getDescription()).contains(TLS_ONLY)) {
            return Status.UNAUTHENTICATED.withDescription(
                    "the node speaks TLS alone, and this client plaintext: give it a certificate, its key and the"
                            + " node's authority");
        }
        return explanation(status.getCause())
                .map(why -> Status.UNAUTHENTICATED.withDescription(why).withCause(status.getCause()))
                .orElseGet(() -> own.get().isEmpty() && CLOSED.equals(status.getDescription())
                        ? status.withDescription(CLOSED + " (does it want TLS? this client has no certificate)")
                        : status);
    }

    private Optional<String> explanation(Throwable failure) {
        SSLHandshakeException handshake = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotLoopbackException) {
                return Optional.of(cause.getMessage());
            }
            if (cause instanceof CertificateException) {
                return Optional.of("this client does not accept the node: " + cause.getMessage());
            }
            if (cause instanceof NotSslRecordException) {
                return Optional.of("the node does not speak TLS: give it a certificate, or leave out this client's");
            }
            handshake = cause instanceof SSLHandshakeException found ? found : handshake;
        }
        return Optional.ofNullable(handshake).map(this::refused);
    }

    private String refused(SSLHandshakeException handshake) {
        String said = String.valueOf(handshake.getMessage());
        return said.startsWith(ALERT)
                ? "the node refuses this client ("
                        + said.substring(ALERT.length()).replace('_', ' ') + "): " + own.get()
                        + "; put a certificate that the node trusts, and that has not expired, into the place of the old"
                        + " files, or see the node's log"
                : "no TLS with the node: " + said + "; " + own.get();
    }
}
