package io.arbiter.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GrantRateLimiterTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong now = new AtomicLong(-7);
    private final GrantRateLimiter budget = new GrantRateLimiter(now::get, 1_000);

    @Test
    void nothingIsHeldBelowTheBudget() {
        budget.consume(999);
        assertThat(budget.nanosUntilAvailable()).isZero();
    }

    @Test
    void aSpentBudgetHoldsUntilTheNextSecond() {
        now.addAndGet(SECOND / 4);
        budget.consume(1_000);
        assertThat(budget.nanosUntilAvailable()).isEqualTo(SECOND * 3 / 4);
        now.addAndGet(SECOND * 3 / 4);
        assertThat(budget.nanosUntilAvailable()).isZero();
    }

    @Test
    void anOverdraftIsPaidBack() {
        budget.consume(2_500);
        assertThat(budget.nanosUntilAvailable()).isEqualTo(2 * SECOND);
        now.addAndGet(2 * SECOND);
        assertThat(budget.nanosUntilAvailable()).isZero();
        budget.consume(499);
        assertThat(budget.nanosUntilAvailable()).isZero();
        budget.consume(1);
        assertThat(budget.nanosUntilAvailable()).isPositive();
    }

    @Test
    void idleSecondsSaveNothing() {
        now.addAndGet(100 * SECOND);
        budget.consume(1_000);
        assertThat(budget.nanosUntilAvailable()).isEqualTo(SECOND);
    }
}
