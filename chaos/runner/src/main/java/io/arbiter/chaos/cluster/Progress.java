package io.arbiter.chaos.cluster;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** Reports the run while it goes on. */
record Progress(PrintStream out) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    void say(String line) {
        out.println(LocalTime.now().format(TIME) + "  " + line);
    }

    void print(String text) {
        out.println(text);
    }
}
