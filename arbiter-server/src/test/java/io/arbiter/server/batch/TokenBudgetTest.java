package io.arbiter.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBudgetTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong now = new AtomicLong(-7);
    private final TokenBudget budget = new TokenBudget(now::get, 1_000);

    @Test
    void nothingIsHeldBelowTheBudget() {
        budget.spend(999);
        assertThat(budget.nanosUntilAvailable()).isZero();
    }

    @Test
    void aSpentBudgetHoldsUntilTheNextSecond() {
        now.addAndGet(SECOND / 4);
        budget.spend(1_000);
        assertThat(budget.nanosUntilAvailable()).isEqualTo(SECOND * 3 / 4);
        now.addAndGet(SECOND * 3 / 4);
        assertThat(budget.nanosUntilAvailable()).isZero();
    }

    @Test
    void anOverdraftIsPaidBack() {
        budget.spend(2_500);
        assertThat(budget.nanosUntilAvailable()).isEqualTo(2 * SECOND);
        now.addAndGet(2 * SECOND);
        assertThat(budget.nanosUntilAvailable()).isZero();
        budget.spend(499);
        assertThat(budget.nanosUntilAvailable()).isZero();
        budget.spend(1);
        assertThat(budget.nanosUntilAvailable()).isPositive();
    }

    @Test
    void idleSecondsSaveNothing() {
        now.addAndGet(100 * SECOND);
        budget.spend(1_000);
        assertThat(budget.nanosUntilAvailable()).isEqualTo(SECOND);
    }
}
