package io.arbiter.bench.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks again and again until there is an answer. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {
    }

    /** A question that may have no answer yet. */
    public interface Question<T> {
        /** @throws IOException if there will never be one */
        Optional<T> ask() throws IOException, InterruptedException;
    }

    /**
     * @param what is waited for, in words
     * @throws IOException if there is no answer within a minute
     */
    public static <T> T answer(String what, Question<T> question) throws IOException {
        long start = System.nanoTime();
        try {
            while (System.nanoTime() - start < PATIENCE.toNanos()) {
                Optional<T> answer = question.ask();
                if (answer.isPresent()) {
                    return answer.get();
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + what, interrupted);
        }
        throw new IOException("waited for " + what + " in vain, for " + PATIENCE.toSeconds() + " s");
    }
}
