package io.arbiter.bench.runner.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * A page in the making: HTML that is well-formed XML too. Every text and every attribute is escaped here and nowhere
 * else; elements close in the order in which they were opened.
 */
final class Markup {
    private static final Set<String> VOID = Set.of("meta", "br");

    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn; a value may be any object */
    Markup open(String element, Object... attributes) {
        tag(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    Markup empty(String element, Object... attributes) {
        tag(element, attributes);
        out.append(VOID.contains(element) ? "/>" : "></" + element + ">");
        return this;
    }

    /** An element with nothing but text in it. */
    Markup leaf(String element, String text, Object... attributes) {
        return open(element, attributes).text(text).close();
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** Closes the innermost element. */
    Markup close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** Our own style sheet, as it is. */
    Markup style(String sheet) {
        out.append("<style>\n").append(sheet).append("</style>\n");
        return this;
    }

    String finish() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return out.toString();
    }

    private void tag(String element, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1] instanceof Double number ? Figures.of("%.1f", number)
                    : attributes[i + 1].toString());
            out.append('"');
        }
    }

    private void escape(String text) {
        text.chars().forEach(character -> {
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append((char) character);
            }
        });
    }
}
