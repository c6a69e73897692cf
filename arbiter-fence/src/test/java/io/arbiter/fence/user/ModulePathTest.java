package io.arbiter.fence.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.testsupport.ModularProgram;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guards on the module path, beside the JDK alone. */
class ModulePathTest {
    private static final String MODULE = "module app { requires io.arbiter.fence; }";

    @TempDir
    Path folder;

    private ModularProgram program() {
        return new ModularProgram(folder, entry -> entry.matches(".*arbiter-fence(/target/classes|-\\d[^/]*\\.jar)"));
    }

    @Test
    void aModularProgramCompilesAndRuns() throws Exception {
        ModularProgram program = program();
        String said = program.compile(Map.of("module-info.java", MODULE, "app/Main.java", """
            package app;

            import io.arbiter.fence.FencingGuard;
            import io.arbiter.fence.StaleTokenException;
            import io.arbiter.fence.postgres.PostgresSchema;

            public class Main {
                public static void main(String[] arguments) {
                    FencingGuard guard = FencingGuard.inMemory();
                    guard.check("orders", 7);
                    try {
                        guard.check("orders", 6);
                    } catch (StaleTokenException stale) {
                        System.out.println(Main.class.getModule().getName() + ": " + stale.highest());
                    }
                    System.out.println(PostgresSchema.script().length() > 1000 ? "script" : "no script");
                }
            }
            """));
        assertThat(said).isEmpty();
        assertThat(program.run("app/app.Main")).contains("app: 7", "script").doesNotContain("no script");
    }

    @Test
    void whatIsNotApiIsNotSeen() throws Exception {
        String said = program().compile(Map.of("module-info.java", MODULE, "app/Main.java", """
            package app;

            class Main {
                long token = io.arbiter.fence.internal.FenceArguments.token(1);
            }
            """));
        assertThat(said).contains("package io.arbiter.fence.internal is not visible");
    }
}
