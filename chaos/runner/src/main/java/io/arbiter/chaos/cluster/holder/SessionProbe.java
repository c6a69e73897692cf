package io.arbiter.chaos.cluster.holder;

import io.arbiter.chaos.history.OperationType;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Notes when a client's openings and renewals of sessions are sent and acknowledged, on the wire and not by the word of
 * the library, because its gates are judged by these times. An opening that is repeated counts from its first attempt,
 * because the repetition renews nothing.
 *
 * <p>Each renewal has a process number for as long as it is in flight, because a slow one is overtaken by the next.
 */
final class SessionProbe implements ClientInterceptor {
    private final String client;
    private final Tape tape;
    private final Deque<Integer> idle = new ArrayDeque<>();
    /** By the incarnation that each attempt of one opening carries. */
    private final Map<String, Pending> openings = new HashMap<>();

    private record Pending(int process, String f, Map<String, Object> value) {}

    SessionProbe(String client, Tape tape) {
        this.client = client;
        this.tape = tape;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new Probed<>(next.newCall(method, options));
    }

    private synchronized Pending begin(String f, Map<String, Object> value) {
        int process = idle.isEmpty() ? tape.newProcess() : idle.pop();
        tape.note(process, OperationType.INVOKE, f, value, "");
        return new Pending(process, f, value);
    }

    private synchronized Pending beginOpening(OpenSessionRequest opening) {
        Map<String, Object> value = new LinkedHashMap<>(Map.of("client", client));
        if (opening.getGeneration() > 1) {
            value.put("takeover", true);
        }
        return openings.computeIfAbsent(opening.getIncarnation(), first -> begin("open", value));
    }

    private synchronized void end(Pending pending, OperationType type, Map<String, Object> more, String error) {
        if (pending.f().equals("open") && !openings.values().remove(pending)) {
            return; // An earlier answer to another attempt has ended it.
        }
        Map<String, Object> value = new LinkedHashMap<>(pending.value());
        value.putAll(more);
        tape.note(pending.process(), type, pending.f(), value, error);
        if (type != OperationType.INFO) {
            idle.push(pending.process());
        }
    }

    /** One stream; gRPC calls each half from one thread at a time. */
    private final class Probed<Q, A> extends SimpleForwardingClientCall<Q, A> {
        private final Map<Long, Pending> underWay = new HashMap<>();

        Probed(ClientCall<Q, A> call) {
            super(call);
        }

        @Override
        public void sendMessage(Q message) {
            if (message instanceof CallBatch batch) {
                batch.getCallsList().forEach(this::sent);
            }
            super.sendMessage(message);
        }

        private void sent(Call call) {
            Pending pending = null;
            if (call.hasOpenSession()) {
                pending = beginOpening(call.getOpenSession());
            } else if (call.hasRenewSession()) {
                pending = begin(
                        "renew",
                        Map.of(
                                "client",
                                client,
                                "session",
                                call.getRenewSession().getSessionId()));
            }
            if (pending != null) {
                synchronized (underWay) {
                    underWay.put(call.getId(), pending);
                }
            }
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            super.start(
                    new SimpleForwardingClientCallListener<>(listener) {
                        @Override
                        public void onMessage(A message) {
                            if (message instanceof ReplyBatch batch) {
                                batch.getRepliesList().forEach(Probed.this::answered);
                            }
                            super.onMessage(message);
                        }

                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            broken();
                            super.onClose(status, trailers);
                        }
                    },
                    headers);
        }

        private void answered(Reply reply) {
            Pending pending;
            synchronized (underWay) {
                pending = underWay.remove(reply.getId());
            }
            if (pending == null) {
                return;
            }
            if (reply.hasOpenSession()) {
                end(
                        pending,
                        OperationType.OK,
                        Map.of("session", reply.getOpenSession().getSessionId()),
                        "");
            } else if (reply.hasRenewSession()) {
                end(pending, OperationType.OK, Map.of(), "");
            } else if (pending.f().equals("renew")) {
                // Refused or unknown: either way it acknowledged nothing.
                end(pending, OperationType.INFO, Map.of(), reply.getError().getMessage());
            }
        }

        private void broken() {
            synchronized (underWay) {
                underWay.values().stream()
                        .filter(pending -> pending.f().equals("renew"))
                        .forEach(pending -> end(pending, OperationType.INFO, Map.of(), "the stream broke"));
                underWay.clear();
            }
        }
    }
}
