package io.arbiter.cli;

import io.arbiter.cli.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version of the program. */
@Command(
        name = "version",
        description = "Shows the version of this program; arbiter status shows the nodes'.",
        footer = {"Examples:", "  arbiter version"})
public final class VersionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static final class Lines implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"arbiter " + version() + " (protocol arbiter.v1, Java " + Runtime.version() + ")"};
        }
    }

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        ArbiterCli cli = root.getCommand();
        if (cli.json()) {
            cli.output().object(Json.of(Map.of("version", version())));
        } else {
            root.printVersionHelp(cli.around().out());
        }
    }

    static String version() {
        try (InputStream in = VersionCommand.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties is missing from the jar", e);
        }
    }
}
