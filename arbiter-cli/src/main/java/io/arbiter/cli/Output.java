package io.arbiter.cli;

import com.google.gson.JsonElement;
import com.google.protobuf.MessageOrBuilder;
import java.io.PrintStream;

/** Where a command's answer goes: a table or sentences for people, or one JSON object for scripts. */
record Output(PrintStream out, PrintStream err, boolean json, Paint paint) {

    void table(Table table) {
        out.print(table.render(paint));
    }

    void say(String sentence) {
        out.println(sentence);
    }

    /** For people who look on, never part of the answer. */
    void note(String sentence) {
        err.println(sentence);
    }

    void object(MessageOrBuilder message) {
        object(Json.of(message));
    }

    void object(JsonElement element) {
        out.println(Json.pretty(element));
    }

    /** One of many: newline-delimited JSON. */
    void line(MessageOrBuilder message) {
        out.println(Json.line(Json.of(message)));
        out.flush();
    }
}
