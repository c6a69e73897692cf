package io.arbiter.chaos.bench.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command line in one string, as a shell would split it; only quotes are special. */
public final class Words {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]+|'[^']*'|\"[^\"]*\")+");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

    private Words() {}

    /** @throws IllegalArgumentException if there is no word, or a quote is not closed */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        int end = 0;
        while (word.find()) {
            requireBlank(line, end, word.start());
            words.add(QUOTED.matcher(word.group())
                    .replaceAll(quoted ->
                            Matcher.quoteReplacement(quoted.group(1) == null ? quoted.group(2) : quoted.group(1))));
            end = word.end();
        }
        requireBlank(line, end, line.length());
        if (words.isEmpty()) {
            throw new IllegalArgumentException("an empty command: expected a program and its arguments");
        }
        return words;
    }

    private static void requireBlank(String line, int from, int to) {
        if (!line.substring(from, to).isBlank()) {
            throw new IllegalArgumentException("a quote is not closed in: " + line);
        }
    }
}
