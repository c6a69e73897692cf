package io.arbiter.core.transcript;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a script: a verb, words and {@code key=value} options; values with spaces are quoted. */
final class CommandLine {
    private static final Pattern WORD = Pattern.compile("[\\w-]+=\"[^\"]*\"|\\S+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new TreeMap<>();
    private final TreeSet<String> unread = new TreeSet<>();

    CommandLine(String text) {
        this.text = text;
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            int equals = matcher.group().indexOf('=');
            if (equals < 0) {
                words.add(unescape(matcher.group()));
            } else {
                options.put(
                        matcher.group().substring(0, equals),
                        unescape(matcher.group().substring(equals + 1).replace("\"", "")));
            }
        }
        unread.addAll(options.keySet());
    }

    private static String unescape(String word) {
        return ESCAPE.matcher(word)
                .replaceAll(m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16))));
    }

    String verb() {
        return words.get(0);
    }

    String word(int position) {
        if (position >= words.size()) {
            throw new IllegalArgumentException("'" + text + "' lacks word " + position);
        }
        return words.get(position);
    }

    boolean has(String word) {
        return words.contains(word);
    }

    Optional<String> option(String key) {
        unread.remove(key);
        return Optional.ofNullable(options.get(key));
    }

    long number(String key, long otherwise) {
        return option(key).map(Long::parseLong).orElse(otherwise);
    }

    Duration duration(String key, String otherwise) {
        return duration(option(key).orElse(otherwise));
    }

    List<String> names(String key) {
        return option(key).map(value -> List.of(value.split(","))).orElse(List.of());
    }

    /** Durations are written {@code 5s}, {@code 1.5s} or {@code 250ms}. */
    static Duration duration(String text) {
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.parse("PT" + text);
    }

    /** Sessions are written {@code s1}. */
    static long session(String text) {
        return Long.parseLong(text.substring(1));
    }

    /** A misspelt option would otherwise silently mean its default. */
    void requireAllRead() {
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "': nobody knows " + unread);
        }
    }
}
