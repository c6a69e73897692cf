package io.arbiter.server.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class PostApplyTasksTest {
    private final List<String> told = new ArrayList<>();
    private final List<Runnable> elsewhere = new ArrayList<>();
    private final PostApplyTasks afterEntry = new PostApplyTasks();
    private final Executor executor = afterEntry.or(elsewhere::add);

    @Test
    void whatOneEntryBringsAboutRunsTogetherWhenTheEntryIsTold() {
        afterEntry.tell(() -> {
            executor.execute(() -> told.add("answer 1"));
            told.add("outcome 1");
            executor.execute(() -> told.add("answer 2"));
            told.add("outcome 2");
        });

        assertThat(told).containsExactly("outcome 1", "outcome 2", "answer 1", "answer 2");
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void betweenEntriesEverythingRunsElsewhere() {
        executor.execute(() -> told.add("before"));
        afterEntry.tell(() -> told.add("entry"));
        executor.execute(() -> told.add("after"));

        assertThat(told).containsExactly("entry");
        assertThat(elsewhere).hasSize(2);
    }

    @Test
    void whatOtherThreadsGiveDoesNotWaitForTheEntry() {
        afterEntry.tell(() -> {
            var other = new Thread(() -> executor.execute(() -> told.add("another's")));
            other.start();
            join(other);
            told.add("entry");
        });

        assertThat(told).containsExactly("entry");
        assertThat(elsewhere).hasSize(1);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsPutOffRunsAlsoWhenTheEntryFails() {
        assertThatThrownBy(() -> afterEntry.tell(() -> {
                    executor.execute(() -> told.add("answer"));
                    throw new IllegalStateException("entry");
                }))
                .hasMessage("entry");

        assertThat(told).containsExactly("answer");
    }

    /** S9: no failure of a caller's stream may stop a node. */
    @Test
    void whatFailsAfterwardsFailsNeitherTheEntryNorTheOthers() {
        afterEntry.tell(() -> {
            executor.execute(() -> {
                throw new IllegalStateException("a stream that broke");
            });
            executor.execute(() -> told.add("another's answer"));
        });

        assertThat(told).containsExactly("another's answer");
    }
}
