package io.arbiter.cli;

import com.google.protobuf.Message;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A stream of calls, each carried out as the unary call of its name: so a fault of the one is a fault of the other. */
final class FakeCalls implements StreamObserver<CallBatch> {
    private final Channel unary;
    private final StreamObserver<ReplyBatch> replies;
    private final Map<Long, ClientCall<?, ?>> underWay = new ConcurrentHashMap<>();
    private boolean broken;

    FakeCalls(Channel unary, StreamObserver<ReplyBatch> replies) {
        this.unary = unary;
        this.replies = replies;
    }

    @Override
    public void onNext(CallBatch batch) {
        batch.getCallsList().forEach(this::take);
    }

    private void take(Call call) {
        if (call.hasCancel()) {
            ClientCall<?, ?> given = underWay.remove(call.getCancel());
            if (given != null) {
                given.cancel("given up", null);
            }
            return;
        }
        String field = call.getRequestCase().name().toLowerCase(Locale.ROOT);
        Message request = (Message) call.getField(Call.getDescriptor().findFieldByName(field));
        ClientCall<Message, Message> made = unary.newCall(
                method(field.replace("_", "")),
                CallOptions.DEFAULT.withDeadlineAfter(call.getTimeoutMillis(), TimeUnit.MILLISECONDS));
        underWay.put(call.getId(), made);
        ClientCalls.asyncUnaryCall(made, request, new Answer(call.getId(), field));
    }

    @SuppressWarnings("unchecked")
    private static MethodDescriptor<Message, Message> method(String name) {
        return (MethodDescriptor<Message, Message>) ArbiterGrpc.getServiceDescriptor().getMethods().stream()
                .filter(method -> method.getBareMethodName().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void onError(Throwable cause) {
        underWay.values().forEach(call -> call.cancel("the stream broke", cause));
    }

    @Override
    public void onCompleted() {
        replies.onCompleted();
    }

    private synchronized void reply(Reply.Builder reply) {
        if (!broken) {
            replies.onNext(ReplyBatch.newBuilder().addReplies(reply).build());
        }
    }

    private synchronized void breakOff(Throwable cause) {
        if (!broken) {
            broken = true;
            replies.onError(cause);
        }
    }

    private final class Answer implements StreamObserver<Message> {
        private final long id;
        private final String field;

        Answer(long id, String field) {
            this.id = id;
            this.field = field;
        }

        @Override
        public void onNext(Message answer) {
            reply(Reply.newBuilder().setId(id).setField(Reply.getDescriptor().findFieldByName(field), answer));
        }

        @Override
        public void onError(Throwable cause) {
            underWay.remove(id);
            com.google.rpc.Status status = StatusProto.fromThrowable(cause);
            if (status != null && status.getDetailsCount() > 0) {
                reply(Reply.newBuilder().setId(id).setError(status));
            } else if (Status.fromThrowable(cause).getCode() == Status.Code.UNAVAILABLE) {
                breakOff(cause);
            }
            // Otherwise its time is over, or it was cancelled: nobody waits for an answer.
        }

        @Override
        public void onCompleted() {
            underWay.remove(id);
        }
    }
}
