package io.arbiter.core.collection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedCacheTest {
    private final BoundedCache<Integer, String> memory = new BoundedCache<>(2);

    @Test
    void forgetsTheOldestFirst() {
        memory.put(1, "a");
        memory.put(2, "b");
        memory.put(3, "c");
        assertThat(memory.get(1)).isEmpty();
        assertThat(memory.inOrder()).containsExactly("b", "c");
    }

    @Test
    void amendingAnEntryKeepsItsAge() {
        memory.put(1, "a");
        memory.put(2, "b");
        memory.put(1, "amended");
        assertThat(memory.inOrder()).containsExactly("amended", "b");
        memory.put(3, "c");
        assertThat(memory.inOrder()).containsExactly("b", "c");
    }

    @Test
    void whatIsReadIsACopy() {
        memory.put(1, "a");
        memory.inOrder().clear();
        assertThat(memory.get(1)).contains("a");
        memory.clear();
        assertThat(memory.inOrder()).isEmpty();
    }
}
