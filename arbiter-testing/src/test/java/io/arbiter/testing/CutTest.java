package io.arbiter.testing;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CutTest {
    private final AtomicBoolean isCut = new AtomicBoolean();
    private final List<String> sent = new ArrayList<>();

    /** A connection whose listener runs in the thread that cancels, as with a direct executor. */
    private final class Direct extends ClientCall<String, String> {
        private Listener<String> listener;

        @Override
        public void start(Listener<String> caller, Metadata headers) {
            listener = caller;
        }

        @Override
        public void request(int messages) {}

        @Override
        public void cancel(String message, Throwable cause) {
            listener.onClose(Status.CANCELLED, new Metadata());
        }

        @Override
        public void halfClose() {}

        @Override
        public void sendMessage(String message) {
            sent.add(message);
        }
    }

    private Channel channel() {
        return new Channel() {
            @Override
            @SuppressWarnings("unchecked")
            public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
                return (ClientCall<Q, A>) new Direct();
            }

            @Override
            public String authority() {
                return "direct";
            }
        };
    }

    /** Servers hold a lock while they send, and take it when a stream ends: the two waited for each other for ever. */
    @Test
    void anEndingCallWaitsForNobodyWhoSendsJustNow() {
        var cut = new Cut(isCut::get);
        ClientCall<String, String> call = cut.interceptCall(null, CallOptions.DEFAULT, channel());
        var ended = new CompletableFuture<Status>();
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        CompletableFuture.runAsync(() -> call.sendMessage("late"))
                                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                                .join();
                        ended.complete(status);
                    }
                },
                new Metadata());
        call.sendMessage("early");
        isCut.set(true);
        cut.endCallsIfCut();
        assertThat(ended.join().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(sent).containsExactly("early");
    }
}
