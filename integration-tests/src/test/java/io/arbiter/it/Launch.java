package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;

import io.arbiter.cli.ArbiterCli;
import io.arbiter.cli.base.ProcessEnvironment;
import io.arbiter.testsupport.servers.ServerProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of a program, to its end: by its launcher in {@code bin/}, or in this process. */
record Launch(int status, String output) {
    private static final Path BIN = Path.of("").toAbsolutePath().getParent().resolve("bin");

    /** @param command its first word names the launcher */
    static Launch of(List<String> command) {
        var words = new ArrayList<>(command);
        words.set(0, BIN.resolve(command.get(0)).toString());
        try {
            var builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().put("NO_COLOR", "1");
            builder.environment().put("ARBITER_JAVA_OPTS", String.join(" ", ServerProgram.SMALL_JVM));
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            return new Launch(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * One of {@code arbiter}, without the second that a Java of its own takes to start; what its launcher adds is
     * tested by {@link LauncherTest}.
     */
    static Launch inProcess(List<String> words) {
        var output = new ByteArrayOutputStream();
        var both = new PrintStream(output, true, StandardCharsets.UTF_8);
        int status = ArbiterCli.execute(
                new ProcessEnvironment(Map.of(), InputStream.nullInputStream(), both, both, false),
                words.toArray(String[]::new));
        return new Launch(status, output.toString(StandardCharsets.UTF_8));
    }

    /** The exit status, and that line of the output; blank lines do not count. */
    String refusal(int line) {
        if (status == 0) {
            throw new AssertionError("accepted: " + output);
        }
        String said = output.lines()
                .filter(text -> !text.isBlank())
                .skip(line)
                .findFirst()
                .orElse("(nothing)");
        return "exit " + status + ": " + said.strip().replace("|", "\\|");
    }
}
