package io.arbiter.cli;

import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Faults in the answers of chosen calls to a fake node. The calls themselves are carried out. */
final class Faults implements ServerInterceptor {

    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("arbiter-cluster-id", Metadata.ASCII_STRING_MARSHALLER);
    /** The cluster that a call names. */
    private static final Context.Key<String> NAMED = Context.key("named");

    enum Fault {
        NONE,
        /** Carried out; the connection breaks before the answer is out. A repeat is answered. */
        ANSWER_LOST_ONCE,
        /** Carried out, and never answered. */
        SILENT,
        /** Carried out; the node dies before the answer is out. */
        DIES
    }

    volatile Fault fault = Fault.NONE;
    volatile Predicate<String> chosen = method -> false;
    /** The cluster that this node belongs to; empty if it does not know. */
    volatile String clusterId = "";
    /** Ends the node. */
    volatile Runnable death = () -> {};

    private final AtomicInteger hit = new AtomicInteger();

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String named = headers.get(HEADER);
        if (named != null && !clusterId.isEmpty() && !named.equals(clusterId)) {
            return refuse(call, named);
        }
        boolean struck = chosen.test(call.getMethodDescriptor().getBareMethodName())
                && fault != Fault.NONE
                && (hit.getAndIncrement() == 0 || fault == Fault.SILENT);
        return Contexts.interceptCall(
                Context.current().withValue(NAMED, named),
                struck ? new Unanswering<>(call, fault, death) : new Answering<>(call, clusterId),
                headers,
                next);
    }

    /** Calls made for a call name the same cluster as that call. */
    static ClientInterceptor namingTheSame() {
        Metadata headers = new Metadata();
        if (NAMED.get() != null) {
            headers.put(HEADER, NAMED.get());
        }
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, String named) {
        boolean watch = call.getMethodDescriptor().getBareMethodName().equals("Watch");
        StatusRuntimeException refusal = FakeArbiter.refuse(
                9,
                watch ? "HISTORY_RESET" : "CLUSTER_MISMATCH",
                "this is cluster " + clusterId + ", not " + named,
                "expected",
                named,
                "actual",
                clusterId);
        call.close(refusal.getStatus(), refusal.getTrailers());
        return new ServerCall.Listener<>() {};
    }

    /** Names the cluster that answers. */
    private static final class Answering<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final String clusterId;

        Answering(ServerCall<Q, A> call, String clusterId) {
            super(call);
            this.clusterId = clusterId;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (!clusterId.isEmpty()) {
                headers.put(HEADER, clusterId);
            }
            super.sendHeaders(headers);
        }
    }

    /** Keeps the answer back. */
    private static final class Unanswering<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final Fault fault;
        private final Runnable death;
        private boolean broken;

        Unanswering(ServerCall<Q, A> call, Fault fault, Runnable death) {
            super(call);
            this.fault = fault;
            this.death = death;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            // Kept back.
        }

        @Override
        public void sendMessage(A message) {
            breakOff();
        }

        @Override
        public void close(Status status, Metadata trailers) {
            breakOff();
        }

        private synchronized void breakOff() {
            if (fault == Fault.SILENT || broken) {
                return;
            }
            broken = true;
            if (fault == Fault.DIES) {
                death.run();
            } else {
                super.close(Status.UNAVAILABLE.withDescription("Connection reset by peer"), new Metadata());
            }
        }
    }
}
