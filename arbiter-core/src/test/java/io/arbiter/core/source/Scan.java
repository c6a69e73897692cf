package io.arbiter.core.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Separates code, comments and literals of a Java text. */
final class Scan {
    private static final Pattern TOKEN = Pattern.compile("(?<comment>//[^\\n]*|/\\*[\\s\\S]*?\\*/)"
            + "|(?<literal>\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+')");
    private final StringBuilder code;
    private final StringBuilder comments;

    Scan(String text) {
        code = new StringBuilder(text);
        comments = blank(text);
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            boolean comment = matcher.group("comment") != null;
            for (int i = matcher.start(); i < matcher.end(); i++) {
                if (text.charAt(i) == '\n') {
                    continue;
                }
                if (comment) {
                    comments.setCharAt(i, text.charAt(i));
                }
                code.setCharAt(i, ' ');
            }
        }
    }

    /** As long as the text, which a pattern would shorten: to it a surrogate pair is one character. */
    private static StringBuilder blank(String text) {
        StringBuilder blank = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\n') {
                blank.setCharAt(i, ' ');
            }
        }
        return blank;
    }

    String code() {
        return code.toString();
    }

    String comments() {
        return comments.toString();
    }
}
