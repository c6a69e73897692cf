package io.arbiter.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Prints what happens while it happens. Thread-safe. */
final class Progress {
    private final PrintStream out;
    private final long startNanos = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    synchronized void say(String format, Object... values) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        out.printf(Locale.ROOT, "[%6.1f s]  %s%n", seconds, String.format(Locale.ROOT, format, values));
    }

    synchronized void title(String text) {
        out.printf("%n%s%n", text);
    }

    synchronized void line(String text) {
        out.println(text);
    }
}
