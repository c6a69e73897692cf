package io.arbiter.chaos.bench.command;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** The destination of results and progress. */
final class Terminal {
    private final PrintWriter out;
    private final PrintWriter err;

    Terminal(CommandSpec spec) {
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
    }

    void print(String text) {
        out.print(text.endsWith("\n") ? text : text + "\n");
        out.flush();
    }

    void progress(String line) {
        err.println(line);
        err.flush();
    }

    /** Whether a person looks at the results, and wants colours. */
    static boolean isColoured() {
        String term = System.getenv("TERM");
        return System.console() != null && System.getenv("NO_COLOR") == null && term != null && !term.equals("dumb");
    }
}
