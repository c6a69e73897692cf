package io.arbiter.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard over marks in memory; stores with their check taken out fail the same contract. */
class FencingGuardTest {

    @Test
    void memoryKeepsTheContract() throws Exception {
        GuardContract.verify(new InMemoryHighWaterMarkStore());
    }

    @Test
    void comparisonTakenOutIsMissed() {
        assertMissed((marks, raise) -> marks.merge(raise.resource(), raise.token(), (old, token) -> token));
    }

    @Test
    void markNotRaisedIsMissed() {
        assertMissed((marks, raise) -> Math.max(raise.token(), marks.getOrDefault(raise.resource(), 0L)));
    }

    @Test
    void answerNotTheMarkIsMissed() {
        assertMissed((marks, raise) -> {
            marks.merge(raise.resource(), raise.token(), Math::max);
            return raise.token();
        });
    }

    @Test
    void lowerMarkIsABrokenContract() {
        HighWaterMarkStore broken = new MapMarks((marks, raise) -> raise.token() - 1);
        assertThatThrownBy(() -> new FencingGuard(broken).check("a", 5)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\u0000", "a\u007f", "\u0085", "\ud800", "a\udc00", "\ud800x"})
    void badNamesAreRefused(String resource) {
        FencingGuard guard = FencingGuard.inMemory();
        assertThatThrownBy(() -> guard.check(resource, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 1 to 512 bytes");
        assertThatThrownBy(() -> guard.highest(resource)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lengthCountsBytes() {
        FencingGuard guard = FencingGuard.inMemory();
        for (String fits : new String[] {"a".repeat(512), "é".repeat(256), "語".repeat(170), "😀".repeat(128)}) {
            guard.check(fits, 1);
            assertThatThrownBy(() -> guard.check(fits + "語", 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void tokensBelowOneAreRefused(long token) {
        assertThatThrownBy(() -> FencingGuard.inMemory().check("a", token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }

    @Test
    void boundIsKeptWithoutForgetting() {
        FencingGuard guard = new FencingGuard(new InMemoryHighWaterMarkStore(2));
        guard.check("a", 5);
        guard.check("b", 5);
        assertThatThrownBy(() -> guard.check("c", 5)).isInstanceOf(MarkLimitExceededException.class);
        assertThatThrownBy(() -> guard.check("a", 4)).isInstanceOf(StaleTokenException.class);
        guard.check("a", 6);
    }

    @Test
    void acceptingAllocatesNothing() {
        FencingGuard guard = FencingGuard.inMemory();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        check(guard, 1_000);
        long before = threads.getThreadAllocatedBytes(self);
        check(guard, 1_000);
        long once = threads.getThreadAllocatedBytes(self) - before;
        before = threads.getThreadAllocatedBytes(self);
        check(guard, 100_000);
        assertThat(threads.getThreadAllocatedBytes(self) - before - once)
                .as("bytes that 99,000 more checks allocate")
                .isLessThan(99_000);
    }

    private static void check(FencingGuard guard, int times) {
        for (int i = 0; i < times; i++) {
            guard.check("orders", 5);
        }
    }

    private static void assertMissed(BiFunction<Map<String, Long>, Raise, Long> raise) {
        assertThatThrownBy(() -> GuardContract.verify(new MapMarks(raise))).isInstanceOf(AssertionError.class);
    }

    private record Raise(String resource, long token) {}

    /** A store whose raise is the test's. */
    private static final class MapMarks implements HighWaterMarkStore {
        private final Map<String, Long> marks = new ConcurrentHashMap<>();
        private final BiFunction<Map<String, Long>, Raise, Long> raise;

        MapMarks(BiFunction<Map<String, Long>, Raise, Long> raise) {
            this.raise = raise;
        }

        @Override
        public synchronized long raise(String resource, long token) {
            return raise.apply(marks, new Raise(resource, token));
        }

        @Override
        public long highest(String resource) {
            return marks.getOrDefault(resource, 0L);
        }
    }
}
