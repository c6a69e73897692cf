package io.arbiter.testsupport.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SpawnerTest {
    /** Starts a process that would outlive it, prints its id, and waits to be killed. */
    public static final class Parent {
        private Parent() {}

        public static void main(String[] none) throws IOException, InterruptedException {
            System.out.println(Spawner.start(new ProcessBuilder("sleep", "600")).pid());
            Thread.currentThread().join();
        }
    }

    @Test
    void childrenDieWithAParentThatIsKilled() throws IOException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .start();
        long child = Long.parseLong(parent.inputReader().readLine());
        assertThat(ProcessHandle.of(child)).isPresent();
        parent.destroyForcibly();
        await().until(() ->
                ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void childrenOutliveTheThreadThatAskedForThem() throws Exception {
        Process[] child = new Process[1];
        Thread asker = new Thread(() -> {
            try {
                child[0] = Spawner.start(new ProcessBuilder("cat"));
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });
        asker.start();
        asker.join();
        child[0].outputWriter().write("alive\n");
        child[0].outputWriter().flush();
        assertThat(child[0].inputReader().readLine()).isEqualTo("alive");
        child[0].destroyForcibly();
    }

    @Test
    void whatCannotBeRunIsNamed() throws Exception {
        assertThat(Spawner.start(new ProcessBuilder("/no/such/program")).waitFor())
                .isNotZero();
        assertThatThrownBy(() -> Spawner.start(
                        new ProcessBuilder("true").directory(Path.of("/no/such").toFile())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot start true");
    }
}
