package io.arbiter.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** The duties of every guard over any store. A store with its check taken out must fail it. */
public final class GuardContract {
    private static final int THREADS = 4;
    private static final int TOKENS = 200;

    private GuardContract() {}

    public static void verify(HighWaterMarkStore marks) throws Exception {
        acceptsAtOrAboveTheMark(new FencingGuard(marks));
        neverGoesBackUnderThreads(new FencingGuard(marks));
    }

    private static void acceptsAtOrAboveTheMark(FencingGuard guard) {
        assertThat(guard.highest("a")).isZero();
        guard.check("a", 5);
        guard.check("a", 5);
        guard.advance("a", 7);
        guard.advance("a", 7);
        for (long stale : new long[] {1, 5, 6}) {
            assertThatThrownBy(() -> guard.check("a", stale))
                    .isInstanceOfSatisfying(
                            StaleTokenException.class,
                            e -> assertThat(List.of(e.resource(), e.presented(), e.highest()))
                                    .containsExactly("a", stale, 7L));
            assertThatThrownBy(() -> guard.advance("a", stale)).isInstanceOf(StaleTokenException.class);
        }
        assertThat(guard.highest("a")).isEqualTo(7);
        assertThat(guard.highest("b")).isZero();
        guard.check("b", 1);
        guard.check("a", Long.MAX_VALUE);
        assertThat(guard.highest("a")).isEqualTo(Long.MAX_VALUE);
    }

    /** A thread that looks at the mark, and then has a token accepted, cannot have had a lower one than it saw. */
    private static void neverGoesBackUnderThreads(FencingGuard guard) throws Exception {
        AtomicLong tokens = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            writers.add(threads.submit(() -> {
                for (int n = 0; n < TOKENS; n++) {
                    assertAcceptedOnlyAtTheMark(guard, tokens.incrementAndGet());
                }
            }));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        threads.shutdown();
        assertThat(guard.highest("shared")).isEqualTo(tokens.get());
    }

    private static void assertAcceptedOnlyAtTheMark(FencingGuard guard, long token) {
        long before = guard.highest("shared");
        try {
            guard.check("shared", token);
            assertThat(token).isGreaterThanOrEqualTo(before);
        } catch (StaleTokenException stale) {
            assertThat(stale.highest()).isGreaterThan(token);
        }
        assertThat(guard.highest("shared")).isGreaterThanOrEqualTo(Math.max(before, token));
    }
}
