package io.arbiter.server.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SharedBarrierTest {
    private final List<CompletableFuture<Long>> asked = new ArrayList<>();
    private final SharedBarrier barrier = new SharedBarrier(() -> {
        asked.add(new CompletableFuture<>());
        return asked.get(asked.size() - 1);
    });

    @Test
    void aReadThatComesDuringAQuestionWaitsForTheNext() {
        CompletableFuture<Long> first = barrier.index();
        CompletableFuture<Long> second = barrier.index();
        CompletableFuture<Long> third = barrier.index();
        assertThat(asked).hasSize(1);
        asked.get(0).complete(5L);
        assertThat(first).isCompletedWithValue(5L);
        assertThat(second).as("asked before the read came").isNotDone();
        assertThat(asked).as("one question for both").hasSize(2);
        asked.get(1).complete(9L);
        assertThat(second).isCompletedWithValue(9L);
        assertThat(third).isCompletedWithValue(9L);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aFailedQuestionFailsItsReadsOnly() {
        CompletableFuture<Long> first = barrier.index();
        CompletableFuture<Long> second = barrier.index();
        asked.get(0).completeExceptionally(new IllegalStateException("lost"));
        assertThat(first).isCompletedExceptionally();
        asked.get(1).complete(9L);
        assertThat(second).isCompletedWithValue(9L);
    }
}
