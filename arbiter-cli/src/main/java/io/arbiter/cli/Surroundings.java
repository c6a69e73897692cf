package io.arbiter.cli;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a process finds around itself, handed in so that tests run the whole program in their own process.
 *
 * @param terminal whether a person sits at the standard streams
 */
record Surroundings(Map<String, String> env, InputStream in, PrintStream out, PrintStream err,
        boolean terminal) {

    static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), System.in, utf8(System.out), utf8(System.err),
            System.console() != null);
    }

    /** The JDK prints in the locale's charset; names are UTF-8 wherever this runs. */
    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    String env(String name, String otherwise) {
        String value = env.get(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    BufferedReader lines() {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
