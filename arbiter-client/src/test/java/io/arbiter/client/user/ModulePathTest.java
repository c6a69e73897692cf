package io.arbiter.client.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.testsupport.ModularProgram;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library on the module path: it works there, and shows its API alone. */
class ModulePathTest {
    /** The modules that the library needs at run time, and none that only tests need. */
    private static final Pattern MODULES = Pattern.compile(".*(arbiter-client|arbiter-tls|proto)/target/classes"
            + "|.*/(arbiter-(client|proto|tls)|grpc-(api|stub|protobuf|protobuf-lite|core|util|context|netty-shaded)"
            + "|protobuf-java|proto-google-common-protos|guava|failureaccess|slf4j-api|perfmark-api|jspecify"
            + "|error_prone_annotations|annotations)-\\d[^/]*\\.jar");

    private static final String MODULE = "module app { requires io.arbiter.client; }";

    @TempDir
    Path folder;

    private ModularProgram program() {
        return new ModularProgram(folder, MODULES.asMatchPredicate());
    }

    /** Down to the connection, which gRPC finds among the modules by itself; nobody listens there. */
    @Test
    void aModularProgramCompilesAndRuns() throws Exception {
        ModularProgram program = program();
        String said = program.compile(Map.of("module-info.java", MODULE, "app/Main.java", """
            package app;

            import io.arbiter.client.ArbiterClient;
            import io.arbiter.client.UnavailableException;
            import io.arbiter.client.model.Consistency;
            import java.time.Duration;

            public class Main {
                public static void main(String[] arguments) {
                    try (ArbiterClient client = ArbiterClient.builder()
                            .endpoints("127.0.0.1:1")
                            .requestTimeout(Duration.ofMillis(500))
                            .build()) {
                        client.admin().getLease("orders", Consistency.LINEARIZABLE);
                    } catch (UnavailableException nobodyThere) {
                        System.out.println(Main.class.getModule().getName() + ": " + nobodyThere.getMessage());
                    }
                }
            }
            """));
        assertThat(said).isEmpty();
        assertThat(program.run("app/app.Main"))
                .contains("app: no majority of the nodes answered")
                .doesNotContain("does not provide complete low-level API");
    }

    @Test
    void whatIsNotApiIsNotSeen() throws Exception {
        String said = program().compile(Map.of("module-info.java", MODULE, "app/Main.java", """
            package app;

            class Main {
                io.arbiter.client.internal.context.ClientConfig inside;
            }
            """));
        assertThat(said).contains("package io.arbiter.client.internal.context is not visible");
    }
}
