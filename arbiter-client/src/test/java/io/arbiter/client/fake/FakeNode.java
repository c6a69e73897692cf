package io.arbiter.client.fake;

import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.StatusResponse;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One fake node. The test decides what it does: answer, refuse, lose replies, or swallow everything. */
public final class FakeNode extends ArbiterGrpc.ArbiterImplBase {
    public final String name;
    public final List<Call> calls = new ArrayList<>();
    public final List<WatchRequest> watches = new ArrayList<>();
    /** Calls that arrived and wait, e.g. in a queue; answered by {@link #answerWaiting}. */
    public final Map<Long, Call> waiting = new LinkedHashMap<>();

    public final List<Long> cancelled = new ArrayList<>();
    public StreamObserver<WatchResponse> watcher;
    public String leader = "";
    /** A partition: nothing gets through. */
    public boolean blackHole;
    /** Messages that arrived; each may carry many calls. */
    public volatile int messages;
    /** Carried out, but the reply is lost. */
    public Predicate<Call> loseReply = call -> false;
    /** Held back until {@link #answerWaiting}. */
    public Predicate<Call> delay = call -> false;
    /** Carried out, but the reply travels until {@link #deliver}. */
    public Predicate<Call> holdReply = call -> false;
    /** Answered by this instead, if set. */
    public FakeRefusal refusal;

    private final List<Reply> travelling = new ArrayList<>();
    private final FakeState state;
    private StreamObserver<ReplyBatch> replies;

    FakeNode(String name, FakeState state) {
        this.name = name;
        this.state = state;
    }

    @Override
    public StreamObserver<CallBatch> calls(StreamObserver<ReplyBatch> answers) {
        replies = answers;
        return new StreamObserver<>() {
            @Override
            public void onNext(CallBatch batch) {
                received();
                if (!blackHole) {
                    batch.getCallsList().forEach(FakeNode.this::take);
                }
            }

            @Override
            public void onError(Throwable cause) {
                waiting.clear();
            }

            @Override
            public void onCompleted() {
                answers.onCompleted();
            }
        };
    }

    /** Called by one thread at a time. */
    private void received() {
        int before = messages;
        messages = before + 1;
    }

    private void take(Call call) {
        if (call.hasCancel()) {
            cancelled.add(call.getCancel());
            waiting.remove(call.getCancel());
            return;
        }
        calls.add(call);
        if (delay.test(call)) {
            waiting.put(call.getId(), call);
            return;
        }
        carryOut(call);
    }

    private void carryOut(Call call) {
        try {
            if (refusal != null) {
                throw refusal;
            }
            Optional<Reply> reply = state.apply(call);
            if (reply.isEmpty()) {
                waiting.put(call.getId(), call);
            } else if (holdReply.test(call)) {
                travelling.add(reply.get());
            } else if (!loseReply.test(call)) {
                answer(reply.get());
            }
        } catch (FakeRefusal e) {
            if (!loseReply.test(call)) {
                answer(Reply.newBuilder()
                        .setId(call.getId())
                        .setError(e.status())
                        .build());
            }
        }
    }

    private void answer(Reply reply) {
        replies.onNext(
                ReplyBatch.newBuilder().setLeader(leader).addReplies(reply).build());
    }

    /** Carries out the waiting calls. */
    public void answerWaiting() {
        List<Call> due = new ArrayList<>(waiting.values());
        waiting.clear();
        due.forEach(this::carryOut);
    }

    /** Held replies arrive. */
    public void deliver() {
        List<Reply> due = List.copyOf(travelling);
        travelling.clear();
        due.forEach(this::answer);
    }

    /** The connection breaks. */
    public void disconnect() {
        replies.onError(Status.UNAVAILABLE.withDescription("connection reset").asRuntimeException());
    }

    /** The stream ends with that failure. */
    public void disconnect(FakeRefusal failure) {
        replies.onError(StatusProto.toStatusRuntimeException(failure.status()));
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<WatchResponse> answers) {
        watches.add(request);
        watcher = answers;
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusResponse> answers) {
        if (blackHole) {
            return;
        }
        if (refusal != null) {
            answers.onError(StatusProto.toStatusRuntimeException(refusal.status()));
            return;
        }
        answers.onNext(StatusResponse.newBuilder().setAnsweredBy(name).build());
        answers.onCompleted();
    }

    /** The number of calls of that kind that arrived. */
    public long count(Predicate<Call> kind) {
        return calls.stream().filter(kind).count();
    }
}
