package io.arbiter.cli.base;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The surroundings of a process, passed in so that tests run the whole program in their own process.
 *
 * @param terminal whether a person sits at the standard streams
 */
public record ProcessEnvironment(
        Map<String, String> env, InputStream in, PrintStream out, PrintStream err, boolean terminal) {
    private static final String COLUMNS = "ARBITER_COLUMNS";

    public static ProcessEnvironment ofProcess() {
        return new ProcessEnvironment(
                System.getenv(), System.in, utf8(System.out), utf8(System.err), System.console() != null);
    }

    /** The JDK prints in the locale's charset; names are UTF-8 wherever this runs. */
    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    /** The terminal's width, which the launcher found out; 0 if it did not, or if this is no terminal. */
    public int columns() {
        String columns = env(COLUMNS, "0");
        return terminal && columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : 0;
    }

    public String env(String name, String otherwise) {
        String value = env.get(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    public BufferedReader lines() {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
