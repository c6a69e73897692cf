package io.arbiter.server.address;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LookupTest {
    private static final String NAME = "my_node.test";

    @TempDir
    private Path directory;

    /** In a JVM that is set to remember names permanently: only {@link Lookup#forgetSoon} lets it forget. */
    @Test
    @Timeout(300)
    void aNameIsForgottenWhateverTheJvmWasTold() throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.11 " + NAME + "\n");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(List.of(
                        java.toString(),
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Dsun.net.inetaddr.ttl=-1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Mover.class.getName(),
                        hosts.toString()))
                .inheritIO()
                .start();
        try {
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Looks the name up, moves it, and looks until it is found at the new address. */
    static final class Mover {
        private Mover() {}

        public static void main(String[] args) throws Exception {
            Lookup.forgetSoon();
            List<InetAddress> first = Lookup.platform().find(NAME);
            Files.writeString(Path.of(args[0]), "127.0.0.21 " + NAME + "\n");
            await().atMost(PATIENCE).until(() -> !Lookup.platform().find(NAME).equals(first));
        }
    }
}
