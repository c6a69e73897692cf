package io.arbiter.core.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells code, comments and literals of a Java text apart. */
final class Scan {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>//[^\\n]*|/\\*[\\s\\S]*?\\*/)"
                    + "|(?<literal>\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+')");
    private final StringBuilder code;
    private final StringBuilder comments;

    Scan(String text) {
        code = new StringBuilder(text);
        comments = new StringBuilder(text.replaceAll("[^\\n]", " "));
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

    String code() {
        return code.toString();
    }

    String comments() {
        return comments.toString();
    }
}
