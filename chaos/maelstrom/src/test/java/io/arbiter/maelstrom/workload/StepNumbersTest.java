package io.arbiter.maelstrom.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StepNumbersTest {
    @Test
    void noneIsGivenOutFarAboveOneInFlight() {
        var numbers = new StepNumbers();
        List<CompletableFuture<Long>> given = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            given.add(numbers.begin());
        }
        assertThat(given.stream().filter(CompletableFuture::isDone)).hasSize(StepNumbers.WINDOW);
        numbers.end(2);
        assertThat(given.get(32)).as("1 is in flight still").isNotDone();
        numbers.end(1);
        assertThat(given.get(33)).isCompletedWithValue(34L);
        assertThat(given.get(34)).as("3 is in flight still").isNotDone();
    }
}
