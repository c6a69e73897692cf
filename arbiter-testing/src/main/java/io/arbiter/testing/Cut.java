package io.arbiter.testing;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * A link that can be cut, as if the connection were reset: calls that are open end as {@code UNAVAILABLE}, and so does
 * every new one. Messages sent before may have arrived. Thread-safe.
 */
final class Cut implements ClientInterceptor {
    private final BooleanSupplier cut;
    private final Set<Call<?, ?>> open = ConcurrentHashMap.newKeySet();

    /** @param cut whether nothing gets through now */
    Cut(BooleanSupplier cut) {
        this.cut = cut;
    }

    /** To be called when the link may have been cut: ends the calls that are open. */
    void endCallsIfCut() {
        if (cut.getAsBoolean()) {
            open.forEach(Call::end);
        }
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new Call<>(next.newCall(method, options));
    }

    private final class Call<Q, A> extends SimpleForwardingClientCall<Q, A> {
        private boolean ended;

        Call(ClientCall<Q, A> call) {
            super(call);
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            open.add(this);
            super.start(new Ending(listener), headers);
            if (cut.getAsBoolean()) {
                // Not on this thread: callers do not expect an answer before this method has returned.
                CompletableFuture.runAsync(this::end);
            }
        }

        /** A call that is cancelled takes no more messages. */
        @Override
        public synchronized void sendMessage(Q message) {
            if (!ended) {
                super.sendMessage(message);
            }
        }

        @Override
        public synchronized void halfClose() {
            if (!ended) {
                super.halfClose();
            }
        }

        /** Cancels without the lock: that runs the listener, which may wait for a thread that sends just now. */
        void end() {
            takeNoMore();
            cancel("the test has cut this link", null);
        }

        private synchronized void takeNoMore() {
            ended = true;
        }

        private synchronized boolean isCut() {
            return ended;
        }

        private final class Ending extends SimpleForwardingClientCallListener<A> {
            Ending(ClientCall.Listener<A> listener) {
                super(listener);
            }

            @Override
            public void onMessage(A message) {
                if (!isCut()) {
                    super.onMessage(message);
                }
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                open.remove(Call.this);
                super.onClose(
                        isCut() && !status.isOk()
                                ? Status.UNAVAILABLE.withDescription("the test has cut this link")
                                : status,
                        trailers);
            }
        }
    }
}
