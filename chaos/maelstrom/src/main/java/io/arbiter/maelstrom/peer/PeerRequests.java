package io.arbiter.maelstrom.peer;

import com.google.gson.JsonObject;
import io.arbiter.maelstrom.wire.Body;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.Message;
import io.arbiter.maelstrom.wire.RefusedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests between nodes, each carried out at most once though the network repeats and delays messages: an answer "not
 * done" would be a lie if a copy could be carried out later. A node takes a request only if it names this very life of
 * the node (a number drawn at its start, which senders learn from the first refusal), and takes each id once.
 *
 * <p>Nothing is sent again here: a lost message is an unknown outcome, and the caller knows what to do about it.
 * Thread-safe.
 */
public final class PeerRequests {
    /** Answers the request, or fails with a {@link RefusedException}: definitely not done. */
    public interface Handler extends Function<Body, CompletableFuture<JsonObject>> {}

    private static final String ANSWER = "peer_ok";
    private static final String REFUSED = "peer_refused";
    private static final String OTHER_LIFE = "peer_other_life";
    private static final int MAX_UNDER_WAY = 20_000;
    private static final Logger LOG = LoggerFactory.getLogger(PeerRequests.class);

    private record Question(String peer, JsonObject body, CompletableFuture<JsonObject> answer) {}

    private final String self;
    private final Consumer<Message> network;
    private final long life = random();
    private final AtomicLong lastId = new AtomicLong(random());
    private final Map<String, Long> lives = new ConcurrentHashMap<>();
    private final Map<Long, Question> underWay = new ConcurrentHashMap<>();
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final AtMostOnce taken = new AtMostOnce();

    public PeerRequests(String self, Consumer<Message> network) {
        this.self = self;
        this.network = network;
    }

    /** Numbers that every JSON library carries, with room to count. */
    private static long random() {
        return ThreadLocalRandom.current().nextLong(1L << 52);
    }

    public void handle(String type, Handler handler) {
        handlers.put(type, handler);
    }

    /** Fails with {@link RefusedException} if it is not done, with {@link NoAnswerException} if that is unknown. */
    public CompletableFuture<JsonObject> ask(String peer, String type, JsonObject body, Duration timeout) {
        if (underWay.size() >= MAX_UNDER_WAY) {
            return CompletableFuture.failedFuture(new RefusedException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    MAX_UNDER_WAY + " requests to other nodes are under way; nothing was done, retry"));
        }
        long id = lastId.incrementAndGet();
        body.addProperty("type", type);
        body.addProperty("id", id);
        var question = new Question(peer, body, new CompletableFuture<>());
        underWay.put(id, question);
        CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> question.answer()
                        .completeExceptionally(new NoAnswerException(
                                peer + " gave no answer to " + type + " within " + timeout.toMillis() + " ms")));
        question.answer().whenComplete((answer, failure) -> underWay.remove(id));
        send(question, lives.getOrDefault(peer, 0L));
        return question.answer();
    }

    private void send(Question question, long peersLife) {
        JsonObject body = question.body().deepCopy();
        body.addProperty("life", peersLife);
        network.accept(new Message(self, question.peer(), body));
    }

    /** Takes a message of a peer; one that is malformed is lost. */
    public void receive(Message message) {
        try {
            take(message);
        } catch (RefusedException malformed) {
            LOG.warn("a message of {} is lost: {}", message.src(), malformed.getMessage());
        }
    }

    private void take(Message message) {
        Handler handler = handlers.get(message.body().type());
        if (handler == null) {
            answered(message);
        } else if (message.body().integer("life") != life) {
            answer(message, OTHER_LIFE, new JsonObject());
        } else if (takes(message)) {
            carryOut(message, handler);
        }
    }

    private boolean takes(Message message) {
        long id = message.body().integer("id");
        synchronized (taken) {
            return taken.take(message.src(), id);
        }
    }

    private void carryOut(Message request, Handler handler) {
        begin(request, handler).whenComplete((answer, failure) -> {
            if (failure == null) {
                answer(request, ANSWER, answer);
            } else if (cause(failure) instanceof RefusedException refusal) {
                answer(request, REFUSED, refusal.toBody());
            } else {
                LOG.error(
                        "no answer to {} of {}, whose outcome is unknown",
                        request.body().type(),
                        request.src(),
                        failure);
            }
        });
    }

    private static CompletableFuture<JsonObject> begin(Message request, Handler handler) {
        try {
            return handler.apply(request.body());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answer(Message request, String type, JsonObject answer) {
        answer.addProperty("type", type);
        answer.addProperty("id", request.body().integer("id"));
        answer.addProperty("life", life);
        network.accept(new Message(self, request.src(), answer));
    }

    private void answered(Message message) {
        Body body = message.body();
        Question question = underWay.get(body.integer("id"));
        if (question == null || !question.peer().equals(message.src())) {
            return;
        }
        lives.put(message.src(), body.integer("life"));
        switch (body.type()) {
            case ANSWER -> question.answer().complete(body.json());
            case OTHER_LIFE -> send(question, body.integer("life"));
            case REFUSED -> question.answer().completeExceptionally(refusal(body));
            default -> LOG.warn("{} of {} is no answer", body.type(), message.src());
        }
    }

    private static RefusedException refusal(Body body) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.number() == body.integer("code")) {
                return new RefusedException(code, body.text("text"));
            }
        }
        return new RefusedException(ErrorCode.CRASH, "a peer refused with a code that is unknown here");
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
