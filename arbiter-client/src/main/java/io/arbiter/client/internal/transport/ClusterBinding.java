package io.arbiter.client.internal.transport;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/**
 * Binds calls to the cluster that answered first: sessions, tokens and revisions have a meaning in one cluster
 * alone, and a new one may have been formed at the same addresses. Thread-safe.
 */
public final class ClusterBinding implements ClientInterceptor {
    /** The reason of a call that another cluster answers. */
    public static final String MISMATCH = "CLUSTER_MISMATCH";

    /** The same of a watch. */
    static final String OTHER_HISTORY = "HISTORY_RESET";

    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("arbiter-cluster-id", Metadata.ASCII_STRING_MARSHALLER);

    private final boolean lasting;
    /** Decides which cluster this one is bound to at first; null for one that decides itself. */
    private final ClusterBinding origin;

    private String id;
    private boolean reliedOn;
    private long changes;

    private ClusterBinding(String id, boolean lasting, ClusterBinding origin) {
        this.id = id;
        this.lasting = lasting;
        this.origin = origin;
    }

    /** Not bound yet: the first answer binds it. @param lasting whether permanently */
    static ClusterBinding unbound(boolean lasting) {
        return new ClusterBinding("", lasting, null);
    }

    /** A separate binding, bound as this one is; if it is not yet, the first answer to either binds both. */
    public synchronized ClusterBinding copy() {
        return new ClusterBinding(id, lasting, this);
    }

    /** How often another cluster took the place of the one before: a call started before must not go on after. */
    public synchronized long changes() {
        return changes;
    }

    /** Something was done in this cluster, or may have been: it is not left because others answer as well. */
    synchronized void relyOn() {
        reliedOn = true;
    }

    synchronized boolean isReliedOn() {
        return reliedOn || lasting;
    }

    /** That cluster is in the place of the present one. @return false if this binding is permanent, and stays */
    synchronized boolean moveTo(String cluster) {
        changes += isReliedOn() ? 1 : 0;
        id = lasting ? id : cluster;
        reliedOn = false;
        return !lasting;
    }

    synchronized String id() {
        return id;
    }

    private synchronized String bindTo(String answering) {
        if (id.isEmpty()) {
            id = origin == null ? answering : origin.bindTo(answering);
        }
        return id;
    }

    private boolean isAnsweredBy(String answering) {
        return bindTo(answering).equals(answering);
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> answers, Metadata headers) {
                String bound = id();
                if (!bound.isEmpty()) {
                    headers.put(HEADER, bound);
                }
                super.start(new Answers<>(answers, this), headers);
            }
        };
    }

    /** A call that went out before anything was known can be answered by another cluster than the first one. */
    private final class Answers<R> extends SimpleForwardingClientCallListener<R> {
        private final ClientCall<?, R> call;
        private StatusRuntimeException mismatch;

        Answers(ClientCall.Listener<R> answers, ClientCall<?, R> call) {
            super(answers);
            this.call = call;
        }

        @Override
        public void onHeaders(Metadata headers) {
            String answering = headers.get(HEADER);
            if (answering == null || isAnsweredBy(answering)) {
                super.onHeaders(headers);
            } else {
                mismatch = mismatch(id(), answering);
                call.cancel("answered by another cluster", null);
            }
        }

        @Override
        public void onMessage(R message) {
            if (mismatch == null) {
                super.onMessage(message);
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (mismatch == null) {
                super.onClose(status, trailers);
            } else {
                super.onClose(mismatch.getStatus(), mismatch.getTrailers());
            }
        }
    }

    /** Its outcome is unknown: the other cluster may have carried it out. */
    private static StatusRuntimeException mismatch(String bound, String answering) {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setDomain("arbiter.io")
                .setReason(MISMATCH)
                .putMetadata("expected", bound)
                .putMetadata("actual", answering)
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.UNKNOWN.value())
                .setMessage("cluster " + answering + " answers where " + bound + " was expected")
                .addDetails(Any.pack(info))
                .build());
    }
}
