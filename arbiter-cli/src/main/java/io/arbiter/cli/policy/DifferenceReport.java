package io.arbiter.cli.policy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Text;
import java.util.List;
import java.util.Locale;

/** What a file changes, for people and for programs. */
final class DifferenceReport {
    private DifferenceReport() {}

    static void print(List<Difference> differences, Output output) {
        for (Difference difference : differences) {
            output.say(difference.kind().name().toLowerCase(Locale.ROOT)
                    + " ".repeat(11 - difference.kind().name().length())
                    + Text.printable(DisplayText.scope(difference.policy().scope())));
            difference.details().forEach(line -> output.say("  " + Text.printable(line)));
        }
    }

    static JsonArray json(List<Difference> differences) {
        var all = new JsonArray();
        for (Difference difference : differences) {
            var one = new JsonObject();
            one.addProperty("scope", difference.policy().scope());
            one.addProperty("change", difference.kind().name());
            var lines = new JsonArray();
            difference.details().forEach(lines::add);
            one.add("fields", lines);
            all.add(one);
        }
        return all;
    }
}
