package io.arbiter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArbiterExtension.class)
class ArbiterExtensionTest {
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OfEachTest {
        private final List<TestArbiter> seen = new ArrayList<>();
        private TestArbiter before;

        @BeforeEach
        void remember(TestArbiter arbiter) {
            before = arbiter;
        }

        @Test
        void one(TestArbiter arbiter) {
            isAnother(arbiter);
        }

        @Test
        void two(TestArbiter arbiter) {
            isAnother(arbiter);
        }

        private void isAnother(TestArbiter arbiter) {
            assertThat(arbiter).isSameAs(before);
            assertThat(seen).doesNotContain(arbiter).allSatisfy(ArbiterExtensionTest::isClosed);
            seen.add(arbiter);
        }

        @AfterAll
        void allAreClosed() {
            assertThat(seen).hasSize(2).allSatisfy(ArbiterExtensionTest::isClosed);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OfAClass {
        private TestArbiter shared;

        @BeforeAll
        void remember(TestArbiter arbiter) {
            shared = arbiter;
        }

        @Test
        void one(TestArbiter arbiter) {
            assertThat(arbiter).isSameAs(shared);
        }

        @Test
        void two(TestArbiter arbiter) {
            assertThat(arbiter).isSameAs(shared);
        }
    }

    private static void isClosed(TestArbiter arbiter) {
        String[] address = arbiter.endpoints().get(0).split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            throw new AssertionError("still served on " + socket.getRemoteSocketAddress());
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("refused");
        }
    }
}
