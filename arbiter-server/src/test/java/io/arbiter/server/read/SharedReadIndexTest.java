package io.arbiter.server.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SharedReadIndexTest {
    private final List<CompletableFuture<Long>> asked = new ArrayList<>();

    private SharedReadIndex atOnce(int questions) {
        return new SharedReadIndex(
                () -> {
                    asked.add(new CompletableFuture<>());
                    return asked.get(asked.size() - 1);
                },
                questions);
    }

    @Test
    void aReadThatComesDuringAQuestionWaitsForTheNext() {
        SharedReadIndex index = atOnce(1);
        CompletableFuture<Long> first = index.next();
        CompletableFuture<Long> second = index.next();
        CompletableFuture<Long> third = index.next();
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
    void aReadAsksAtOnceWhileThereIsRoomForItsQuestion() {
        SharedReadIndex index = atOnce(2);
        CompletableFuture<Long> first = index.next();
        CompletableFuture<Long> second = index.next();
        CompletableFuture<Long> third = index.next();
        assertThat(asked).hasSize(2);
        asked.get(1).complete(9L);
        assertThat(second).as("answers may come in any order").isCompletedWithValue(9L);
        assertThat(first).isNotDone();
        assertThat(asked).hasSize(3);
        asked.get(2).complete(12L);
        assertThat(third).isCompletedWithValue(12L);
    }

    @Test
    void aFailedQuestionFailsItsReadsOnly() {
        SharedReadIndex index = atOnce(1);
        CompletableFuture<Long> first = index.next();
        CompletableFuture<Long> second = index.next();
        asked.get(0).completeExceptionally(new IllegalStateException("lost"));
        assertThat(first).isCompletedExceptionally();
        asked.get(1).complete(9L);
        assertThat(second).isCompletedWithValue(9L);
    }
}
