package io.arbiter.cli.text;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Suggests the known words that are near enough to a word that is not known. */
public final class Suggestion {

    private Suggestion() {}

    /** @return {@code "; did you mean A or B?"}, or nothing */
    public static String of(String word, List<String> known) {
        int nearest =
                known.stream().mapToInt(each -> distance(word, each)).min().orElse(Integer.MAX_VALUE);
        if (word.isEmpty() || nearest == 0 || nearest > Math.max(1, word.length() / 3)) {
            return "";
        }
        return known.stream()
                .filter(each -> distance(word, each) == nearest)
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(" or ", "; did you mean ", "?"));
    }

    /** Levenshtein's: the number of letters to insert, delete or replace. */
    static int distance(String from, String to) {
        int[] row = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
