package io.arbiter.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line as typed: what an error needs to know even when parsing failed half-way. */
record RawArguments(List<String> args) {

    /** Whether an option of the program itself, not of a CMD behind {@code --}, was given this value. */
    boolean given(String value, String... names) {
        List<String> own = args.contains("--") ? args.subList(0, args.indexOf("--")) : args;
        return Stream.of(names).anyMatch(name -> given(own, name, value));
    }

    private static boolean given(List<String> own, String name, String value) {
        int at = own.indexOf(name);
        return own.contains(name + "=" + value) || name.length() == 2 && own.contains(name + value)
                || at >= 0 && at + 1 < own.size() && own.get(at + 1).equals(value);
    }

    /** What was asked, as it was typed but for the length of its words. */
    String asked() {
        return Stream.concat(Stream.of("arbiter"), args.stream().limit(20).map(RawArguments::word))
                .collect(Collectors.joining(" "));
    }

    private static String word(String arg) {
        String text = Text.printable(Text.cut(arg, 60));
        return text.isEmpty() || text.contains(" ") ? "'" + text + "'" : text;
    }
}
