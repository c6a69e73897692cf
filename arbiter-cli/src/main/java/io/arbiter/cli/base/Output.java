package io.arbiter.cli.base;

import com.google.gson.JsonElement;
import com.google.protobuf.MessageOrBuilder;
import io.arbiter.cli.text.AnsiColors;
import io.arbiter.cli.text.Json;
import io.arbiter.cli.text.Table;
import java.io.PrintStream;

/**
 * The output of a command's answer: a table or sentences for people, or one JSON object for scripts.
 *
 * @param columns of the terminal; 0 if there is none
 */
public record Output(PrintStream out, PrintStream err, boolean json, AnsiColors paint, int columns) {

    public void table(Table table) {
        out.print(table.render(paint, columns));
    }

    public void say(String sentence) {
        out.println(sentence);
    }

    /** For people who watch, never part of the answer. */
    public void note(String sentence) {
        err.println(sentence);
    }

    public void object(MessageOrBuilder message) {
        object(Json.of(message));
    }

    public void object(JsonElement element) {
        out.println(Json.pretty(element));
    }

    /** Whether something of the answer is lost: the device is full, or its reader has gone. */
    public boolean lost() {
        return out.checkError();
    }

    /** The exception for that. */
    public static CliException.Builder lostAnswer(String what) {
        return CliException.builder(ExitCode.OUTPUT_LOST, "OUTPUT_LOST")
                .message("standard output could not be written (the device is full, or its reader has gone): " + what);
    }

    /** One of many: newline-delimited JSON. */
    public void line(MessageOrBuilder message) {
        line(Json.of(message));
    }

    public void line(JsonElement element) {
        out.println(Json.line(element));
        out.flush();
    }
}
