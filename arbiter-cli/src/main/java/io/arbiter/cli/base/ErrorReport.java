package io.arbiter.cli.base;

import com.google.gson.JsonObject;
import io.arbiter.cli.text.Json;
import io.arbiter.cli.text.Suggestion;
import io.arbiter.cli.text.Text;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints a failure to standard error: what was asked, who refused, why, the facts, and what to do. */
public record ErrorReport(CliContext cli) implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** The parser repeats what was typed, however long. */
    private static final int MOST_CHARS = 300;

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        return print(CliException.builder(ExitCode.USAGE, "USAGE")
                .message(usageMessage(e))
                .remedy("see: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help")
                .build());
    }

    private static String usageMessage(ParameterException e) {
        String message = Text.cut(Text.printable(e.getMessage().replaceAll("\\s*\\R\\s*", " ")), MOST_CHARS);
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return message;
        }
        String word = unmatched.getUnmatched().get(0);
        CommandLine line = e.getCommandLine();
        if (word.startsWith("-")) {
            return message
                    + Suggestion.of(
                            word, List.copyOf(line.getCommandSpec().optionsMap().keySet()));
        }
        List<String> commands = List.copyOf(line.getSubcommands().keySet());
        return commands.isEmpty()
                ? message
                : "'" + Text.printable(Text.cut(word, 40)) + "' is no command of "
                        + line.getCommandSpec().qualifiedName() + ": expected one of " + String.join(", ", commands)
                        + Suggestion.of(word, commands);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
        if (e instanceof ParameterException usage) {
            return handleParseException(usage, new String[0]);
        }
        return print(e instanceof CliException known ? known : bug(e));
    }

    private CliException bug(Exception e) {
        if (!cli.around().env("ARBITER_DEBUG", "").isEmpty()) {
            e.printStackTrace(cli.around().err());
        }
        return CliException.builder(ExitCode.INTERNAL, "INTERNAL")
                .message("a bug in arbiter: " + e)
                .remedy("repeat it with ARBITER_DEBUG=1 for the stack trace, and report it")
                .build();
    }

    public int print(CliException e) {
        cli.around().err().println(cli.json() ? Json.line(json(e)) : text(e));
        return e.code().number();
    }

    private JsonObject json(CliException e) {
        JsonObject error = new JsonObject();
        error.addProperty("asked", cli.asked());
        error.addProperty("endpoint", e.endpoint());
        error.addProperty("reason", e.reason());
        error.addProperty("message", e.getMessage());
        error.add("metadata", Json.of(e.metadata()));
        error.addProperty("remedy", e.remedy());
        error.addProperty("exitCode", e.code().number());
        JsonObject object = new JsonObject();
        object.add("error", error);
        return object;
    }

    private String text(CliException e) {
        StringBuilder text = new StringBuilder(cli.paint().bad("error: "))
                .append(Text.printable(e.getMessage()))
                .append("\n  asked     ")
                .append(cli.asked());
        line(text, "endpoint", e.endpoint());
        line(text, "reason", e.reason());
        line(
                text,
                "facts",
                e.metadata().entrySet().stream()
                        .map(fact -> fact.getKey() + " = " + Text.printable(fact.getValue()))
                        .collect(Collectors.joining("\n            ")));
        line(text, "remedy", Text.printable(e.remedy()));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append("\n  ")
                    .append(name)
                    .append(" ".repeat(10 - name.length()))
                    .append(value);
        }
    }
}
