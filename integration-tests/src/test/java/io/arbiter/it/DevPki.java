package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.cli.ArbiterCli;
import io.arbiter.cli.base.ProcessEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code arbiter pki dev} makes. */
record DevPki(Path directory) {

    static DevPki in(Path directory) {
        var pki = new DevPki(directory);
        pki.run();
        return pki;
    }

    /** Runs it, or one of its commands. */
    void run(String... words) {
        var line = new ArrayList<>(List.of("pki", "dev"));
        line.addAll(List.of(words));
        line.addAll(List.of("--dir", directory.toString()));
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = ArbiterCli.execute(
                new ProcessEnvironment(Map.of(), InputStream.nullInputStream(), out, out, false),
                line.toArray(String[]::new));
        assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    Path certificate(String name) {
        return directory.resolve(name + ".crt");
    }

    Path key(String name) {
        return directory.resolve(name + ".key");
    }

    Path trust() {
        return directory.resolve("ca.crt");
    }

    /** Of a command line. */
    List<String> options(String name) {
        return List.of(
                "--tls-cert",
                certificate(name).toString(),
                "--tls-key",
                key(name).toString(),
                "--tls-ca",
                trust().toString());
    }

    /** Lines of a node's configuration. */
    String settings(String name) {
        return """
            tls:
              certificate: "%s"
              key: "%s"
              trust: "%s"
            """.formatted(certificate(name), key(name), trust());
    }
}
