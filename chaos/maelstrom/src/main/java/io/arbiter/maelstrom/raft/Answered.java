package io.arbiter.maelstrom.raft;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The answers to the latest requests of the kinds that are handled {@link Rpc#once}: a copy gets the first one's answer
 * again. Only for the thread that handles requests.
 */
final class Answered {
    /** Some minutes' worth of elections, or 256 MB of a snapshot. */
    private static final int REMEMBERED = 256;

    private record Request(String from, long id) {}

    private final Map<Request, CompletableFuture<byte[]>> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Request, CompletableFuture<byte[]>> eldest) {
            return size() > REMEMBERED;
        }
    };

    CompletableFuture<byte[]> to(RaftMessage message, Supplier<CompletableFuture<byte[]>> handler) {
        Request request = new Request(message.from(), message.id());
        CompletableFuture<byte[]> answer = answers.get(request);
        if (answer == null) {
            answer = handler.get();
            answers.put(request, answer);
        }
        return answer;
    }
}
