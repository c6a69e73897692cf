package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/arbiter} under cron and systemd, and before full disks. None of this needs a cluster. */
class LauncherTest {
    private static final String ARBITER =
            Path.of("").toAbsolutePath().getParent().resolve("bin/arbiter").toString();
    private static final String NOBODY = "127.0.0.1:1";

    @TempDir
    private Path directory;

    private record Run(int status, String output) {}

    /** The script is bash's, whose {@code $'\xe9'} is one byte, and gets the launcher as {@code $arbiter}. */
    private Run bash(String script) {
        try {
            List<String> command = new ArrayList<>(List.of("bash", "-c", script));
            var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile());
            builder.environment().put("arbiter", ARBITER);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(script + " did not end");
            }
            return new Run(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"env -i PATH=\"$PATH\"", "LC_ALL=C", "LC_ALL=POSIX", "LC_ALL= LANG=C", "LC_ALL=nosuch"})
    void argumentsAreUtf8WhateverTheLocale(String surroundings) {
        Run run = bash(surroundings + " \"$arbiter\" lease get 'éa注文' --endpoints " + NOBODY);
        assertThat(run.output()).contains("arbiter lease get éa注文 --endpoints");
        assertThat(run.status()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lease get $'\\xe9a'",
                "lease get $'a\\xc3'",
                "lease get $'\\xed\\xa0\\x80'",
                "lease get $'\\xc0\\xaf'",
                "record put r --session 1 --expect-token 1 --value $'\\xff'",
                "record put r --session 1 --expect-token 1 --file $'\\xff'",
                "lease acquire r --region $'\\xe9'",
                "run r --region e -- true $'\\xe9'",
                "watch $'\\xe9'"
            })
    void whatIsNoUtf8IsRefused(String arguments) {
        Run run = bash("\"$arbiter\" " + arguments + " --endpoints " + NOBODY);
        assertThat(run.output()).contains("not valid UTF-8");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void aVariableThatIsNoUtf8IsRefused() {
        Run run = bash("ARBITER_REGION=$'\\xe9' \"$arbiter\" lease acquire r --endpoints " + NOBODY);
        assertThat(run.output()).contains("it is not valid UTF-8");
        assertThat(run.status()).isEqualTo(2);
    }

    /** As Docker Compose makes them; gRPC's own resolver refuses them. */
    @ParameterizedTest
    @ValueSource(strings = {"app_arbiter_1", "-x", "node.1", "a.b-", "xn--bcher-kva"})
    void namesAreWhatTheResolverKnows(String name) throws IOException {
        Files.writeString(directory.resolve("hosts"), "127.0.0.1 " + name + "\n");
        Run run = bash("ARBITER_JAVA_OPTS=-Djdk.net.hosts.file=hosts \"$arbiter\" status --timeout 5m --endpoints "
                + name + ":1");
        assertThat(run.output()).contains("cannot reach " + name + ":1: Connection refused");
        assertThat(run.status()).isEqualTo(4);
    }

    @Test
    void anUnknownNameTakesOneLine() {
        Run run = bash("\"$arbiter\" status --timeout 5m --endpoints no_such.invalid:1");
        assertThat(run.output().lines())
                .hasSize(6)
                .anyMatch(line -> line.contains("the name no_such.invalid cannot be resolved"));
        assertThat(run.status()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {">/dev/full", ">&-", "| true; exit ${PIPESTATUS[0]}"})
    void anAnswerThatCannotBeWrittenIsAnError(String where) {
        Run run = bash("\"$arbiter\" completion bash " + where);
        assertThat(run.output()).contains("standard output could not be written");
        assertThat(run.status()).isEqualTo(7);
    }
}
