package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedMemoryTest {
    private final BoundedMemory<Integer, String> memory = new BoundedMemory<>(2);

    @Test
    void forgetsTheOldestFirst() {
        memory.remember(1, "a");
        memory.remember(2, "b");
        memory.remember(3, "c");
        assertThat(memory.recall(1)).isEmpty();
        assertThat(memory.inOrder()).containsExactly("b", "c");
    }

    @Test
    void amendingAnEntryKeepsItsAge() {
        memory.remember(1, "a");
        memory.remember(2, "b");
        memory.remember(1, "amended");
        assertThat(memory.inOrder()).containsExactly("amended", "b");
        memory.remember(3, "c");
        assertThat(memory.inOrder()).containsExactly("b", "c");
    }

    @Test
    void whatIsReadIsACopy() {
        memory.remember(1, "a");
        memory.inOrder().clear();
        assertThat(memory.recall(1)).contains("a");
        memory.clear();
        assertThat(memory.inOrder()).isEmpty();
    }
}
