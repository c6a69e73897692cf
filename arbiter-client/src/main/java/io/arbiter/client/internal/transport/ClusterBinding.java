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

    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("arbiter-cluster-id", Metadata.ASCII_STRING_MARSHALLER);

    private final boolean lasting;
    private String id;
    private long changes;

    private ClusterBinding(String id, boolean lasting) {
        this.id = id;
        this.lasting = lasting;
    }

    /** Not bound yet: the first answer binds it. @param lasting whether permanently */
    static ClusterBinding unbound(boolean lasting) {
        return new ClusterBinding("", lasting);
    }

    /** A separate binding, bound as this one is. */
    public synchronized ClusterBinding copy() {
        return new ClusterBinding(id, lasting);
    }

    /** How often another cluster answered: a call started before must not go on after. */
    synchronized long changes() {
        return changes;
    }

    /**
     * Another cluster answers than that one: the next answer binds it again, unless it is bound permanently.
     *
     * @return false if it was not bound to that one any more
     */
    synchronized boolean unbind(String from) {
        if (!id.equals(from)) {
            return false;
        }
        id = lasting ? id : "";
        changes++;
        return true;
    }

    private synchronized String id() {
        return id;
    }

    private synchronized boolean isAnsweredBy(String answering) {
        id = id.isEmpty() ? answering : id;
        return id.equals(answering);
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
