package io.arbiter.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the word that a writer may have meant: the nearest, if at most {@value #MAX_EDITS} edits away. */
final class Suggestion {
    private static final int MAX_EDITS = 2;

    private Suggestion() {}

    static Optional<String> near(String word, Collection<String> words) {
        return words.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= MAX_EDITS)
                .min(Comparator.comparingInt(candidate -> edits(word, candidate)))
                .filter(candidate -> edits(word, candidate) <= MAX_EDITS);
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
