package io.arbiter.cli.base;

import io.arbiter.cli.text.Text;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line as typed: an error needs it even when parsing failed half-way. */
public record RawArguments(List<String> args) {

    /**
     * The decoder's replacement for bytes that are no text in the locale's charset: two different names would become
     * one.
     */
    public static final char REPLACEMENT = '\ufffd';

    public static final CliException GARBLED = CliException.builder(ExitCode.USAGE, "NOT_UTF8")
            .message("an argument is not valid UTF-8, or contains U+FFFD, which stands for such: nothing was sent")
            .remedy("type it in UTF-8; a program that starts Java without bin/arbiter sets LC_ALL=C.UTF-8")
            .build();

    public boolean garbled() {
        return args.stream().anyMatch(arg -> arg.indexOf(REPLACEMENT) >= 0);
    }

    /** Whether an option of the program itself, not of a CMD behind {@code --}, was given this value. */
    public boolean given(String value, String... names) {
        List<String> own = args.contains("--") ? args.subList(0, args.indexOf("--")) : args;
        return Stream.of(names).anyMatch(name -> given(own, name, value));
    }

    private static boolean given(List<String> own, String name, String value) {
        int at = own.indexOf(name);
        return own.contains(name + "=" + value)
                || name.length() == 2 && own.contains(name + value)
                || at >= 0 && at + 1 < own.size() && own.get(at + 1).equals(value);
    }

    /** The request as it was typed, except for the length of its words. */
    public String asked() {
        return Stream.concat(Stream.of("arbiter"), args.stream().limit(20).map(RawArguments::word))
                .collect(Collectors.joining(" "));
    }

    private static String word(String arg) {
        String text = Text.printable(Text.cut(arg, 60));
        return text.isEmpty() || text.contains(" ") ? "'" + text + "'" : text;
    }
}
