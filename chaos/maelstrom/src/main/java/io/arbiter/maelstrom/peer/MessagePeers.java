package io.arbiter.maelstrom.peer;

import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import io.arbiter.maelstrom.wire.Body;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.RefusedException;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.TermAck;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.ExceptionMapper;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.forward.Forwarded;
import io.arbiter.server.forward.ForwardedCall;
import io.arbiter.server.forward.Peers;
import io.arbiter.server.replica.ReplicaListener;
import io.arbiter.server.service.LeaseService;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The service's way to the other nodes: calls and read indexes as {@link PeerRequests}. Calls in flight to a leader
 * that no longer leads fail at once. Thread-safe.
 */
public final class MessagePeers implements Peers, ReplicaListener {
    private static final String FORWARD = "forward";
    private static final String READ_INDEX = "read_index";
    /** Not long, because a lost request holds up every read on this node. */
    private static final Duration READ_INDEX_TIMEOUT = Duration.ofSeconds(1);
    /** The caller enforces the deadline, because it knows best what the deadline means. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final PeerRequests requests;
    private final Map<ForwardedCall, Member> underWay = new ConcurrentHashMap<>();

    /** To be added to the replica's listeners. */
    public MessagePeers(PeerRequests requests) {
        this.requests = requests;
    }

    /** From now on answers the requests of other nodes to this one. */
    public void serve(LeaseService service) {
        requests.handle(FORWARD, body -> service.dispatch(call(body)).reply().thenApply(MessagePeers::encode));
        requests.handle(READ_INDEX, body -> readIndex(service, body));
    }

    @Override
    public Forwarded send(Member leader, Call call) {
        var forwarded = new ForwardedCall(call);
        forwarded.markSent();
        underWay.put(forwarded, leader);
        forwarded.reply().whenComplete((reply, failure) -> underWay.remove(forwarded));
        var body = new JsonObject();
        body.addProperty("call", Base64.getEncoder().encodeToString(call.toByteArray()));
        requests.ask(
                        leader.name(),
                        FORWARD,
                        body,
                        Duration.ofMillis(call.getTimeoutMillis()).plus(SLACK))
                .thenApply(answer -> decode(new Body(answer)))
                .whenComplete((reply, failure) -> answered(forwarded, reply, failure));
        return new Forwarded(forwarded.reply(), () -> {
            underWay.remove(forwarded);
            return false;
        });
    }

    private static void answered(ForwardedCall forwarded, Reply reply, Throwable failure) {
        if (failure == null) {
            forwarded.reply().complete(reply);
        } else if (failure.getCause() instanceof RefusedException refusal) {
            forwarded.reply().completeExceptionally(new CallException(Reason.OVERLOADED, refusal.getMessage()));
        } else {
            forwarded.reply().completeExceptionally(forwarded.lost(failure.getMessage()));
        }
    }

    @Override
    public CompletableFuture<Long> readIndex(Member leader, TermAck self) {
        var body = new JsonObject();
        body.addProperty("node", self.node().toString());
        body.addProperty("term", self.term());
        return requests.ask(leader.name(), READ_INDEX, body, READ_INDEX_TIMEOUT)
                .thenApply(answer -> new Body(answer).integer("index"))
                .exceptionally(failure -> {
                    throw new CallException(
                            Reason.NO_LEADER, "the leader gave no read index (" + failure.getMessage() + "); retry");
                });
    }

    @Override
    public void leadershipChanged(Leadership leadership) {
        leadership
                .leader()
                .ifPresent(leader -> underWay.forEach((forwarded, to) -> {
                    if (!to.equals(leader)) {
                        forwarded.reply().completeExceptionally(forwarded.lost(to.name() + " does not lead any more"));
                    }
                }));
    }

    private static CompletableFuture<JsonObject> readIndex(LeaseService service, Body body) {
        return service.readIndex(new TermAck(MemberId.parse(body.text("node")), body.integer("term")))
                .handle((index, failure) -> {
                    if (failure != null) {
                        throw new RefusedException(
                                ErrorCode.TEMPORARILY_UNAVAILABLE,
                                ExceptionMapper.of(failure).getMessage());
                    }
                    var answer = new JsonObject();
                    answer.addProperty("index", index);
                    return answer;
                });
    }

    private static Call call(Body body) {
        try {
            return Call.parseFrom(bytes(body, "call")).toBuilder()
                    .setForwarded(true)
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw malformed("call", e);
        }
    }

    private static JsonObject encode(Reply reply) {
        var answer = new JsonObject();
        answer.addProperty("reply", Base64.getEncoder().encodeToString(reply.toByteArray()));
        return answer;
    }

    private static Reply decode(Body answer) {
        try {
            return Reply.parseFrom(bytes(answer, "reply"));
        } catch (InvalidProtocolBufferException e) {
            throw malformed("reply", e);
        }
    }

    private static byte[] bytes(Body body, String field) {
        try {
            return Base64.getDecoder().decode(body.text(field));
        } catch (IllegalArgumentException e) {
            throw malformed(field, e);
        }
    }

    private static RefusedException malformed(String field, Exception why) {
        return new RefusedException(ErrorCode.MALFORMED_REQUEST, field + " cannot be read: " + why.getMessage());
    }
}
