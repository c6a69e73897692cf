package io.arbiter.core.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.testsupport.ModularProgram;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The core on the module path, beside the JDK alone. */
class ModulePathTest {
    @TempDir
    Path folder;

    @Test
    void aModularProgramCompilesAndRuns() throws Exception {
        var program =
                new ModularProgram(folder, entry -> entry.matches(".*arbiter-core(/target/classes|-\\d[^/]*\\.jar)"));
        String said = program.compile(
                Map.of("module-info.java", "module app { requires io.arbiter.core; }", "app/Main.java", """
                    package app;

                    import io.arbiter.core.command.Command;
                    import io.arbiter.core.machine.DeadlineListener;
                    import io.arbiter.core.machine.LeaseMachine;
                    import io.arbiter.core.machine.Limits;
                    import io.arbiter.core.promotion.Period;
                    import java.util.List;

                    public class Main implements DeadlineListener {
                        public static void main(String[] arguments) {
                            var machine = new LeaseMachine(Limits.DEFAULT, new Main());
                            System.out.println(Main.class.getModule().getName() + ": "
                                    + machine.apply(1, 0, new Command.CloseSession(7)));
                        }

                        @Override
                        public void renewed(long session, long renewals, long silenceNanos) {}

                        @Override
                        public void sessionEnded(long session) {}

                        @Override
                        public void lockDelayStarted(String resource, long token, long delayNanos) {}

                        @Override
                        public void lockDelayEnded(String resource) {}

                        @Override
                        public void periods(String resource, List<Period> running) {}

                        @Override
                        public void reset() {}
                    }
                    """));
        assertThat(said).isEmpty();
        assertThat(program.run("app/app.Main")).startsWith("app: ").contains("SessionUnknown");
    }
}
