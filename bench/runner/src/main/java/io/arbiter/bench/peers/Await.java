package io.arbiter.bench.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks repeatedly until there is an answer. */
public final class Await {
    /** A program that starts in seconds may need minutes where the machine is busy. */
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /** A question that may have no answer yet. */
    public interface Question<T> {
        /** @throws IOException if there will never be one */
        Optional<T> ask() throws IOException, InterruptedException;
    }

    /**
     * @param what is waited for, in words
     * @throws IOException if there is no answer within five minutes
     */
    public static <T> T answer(String what, Question<T> question) throws IOException {
        long start = System.nanoTime();
        try {
            while (System.nanoTime() - start < TIMEOUT.toNanos()) {
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
        throw new IOException("waited for " + what + " in vain, for " + TIMEOUT.toSeconds() + " s");
    }
}
