package io.arbiter.testsupport.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * A page in the making: HTML that is well-formed XML too. Every text and every value of an attribute is escaped here
 * and nowhere else; the element opened last closes first. For one thread.
 */
public final class Markup {
    private static final Set<String> VOID = Set.of("meta", "br", "input");

    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element that {@link #close} ends.
     *
     * @param attributes names and values in turn; a value may be any object
     * @throws IllegalArgumentException if such an element has no content
     */
    public Markup open(String element, Object... attributes) {
        tag(element, attributes);
        if (VOID.contains(element)) {
            throw new IllegalArgumentException("<" + element + "> has no content: use empty()");
        }
        open.push(element);
        out.append('>');
        return this;
    }

    /** An element without content. */
    public Markup empty(String element, Object... attributes) {
        tag(element, attributes);
        out.append(VOID.contains(element) ? "/>" : "></" + element + ">");
        return this;
    }

    /** An element with nothing but text in it. */
    public Markup leaf(String element, String text, Object... attributes) {
        return open(element, attributes).text(text).close();
    }

    public Markup text(String text) {
        escape(text);
        return this;
    }

    /** A line break in the source. */
    public Markup line() {
        out.append('\n');
        return this;
    }

    /** Closes the innermost element. */
    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element with content of this project, from the class path: a style sheet or a script. */
    public Markup resource(String element, String content) {
        out.append('<')
                .append(element)
                .append(">\n")
                .append(content)
                .append("</")
                .append(element)
                .append('>');
        return this;
    }

    /**
     * The page.
     *
     * @throws IllegalStateException if an element is still open
     */
    public String finish() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return out.append('\n').toString();
    }

    private void tag(String element, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1].toString());
            out.append('"');
        }
    }

    private void escape(String text) {
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isAllowed(character) ? character : '\uFFFD');
            }
        });
    }

    /** Whether XML 1.0 allows it; HTML allows no more. Lone surrogates are refused: UTF-8 cannot encode them. */
    private static boolean isAllowed(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || character >= 0x20 && character < 0xD800
                || character > 0xDFFF && character != 0xFFFE && character != 0xFFFF;
    }
}
