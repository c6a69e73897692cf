package io.arbiter.testsupport.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shapes that charts are made of. A class, or an anchor, that is empty is not written. */
public final class Svg {
    private Svg() {}

    /** @param more names and values of further attributes, in turn */
    public static Markup rect(
            Markup page, String cssClass, Object x, Object y, Object width, Object height, Object... more) {
        return page.empty("rect", box(cssClass, x, y, width, height, more));
    }

    /** As {@link #rect}, with the words that show when it is pointed at. */
    public static Markup rectWithTitle(
            Markup page,
            String title,
            String cssClass,
            Object x,
            Object y,
            Object width,
            Object height,
            Object... more) {
        return page.open("rect", box(cssClass, x, y, width, height, more))
                .leaf("title", title)
                .close();
    }

    private static Object[] box(String cssClass, Object x, Object y, Object width, Object height, Object... more) {
        List<Object> all = attributes("class", cssClass, "x", x, "y", y, "width", width, "height", height);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    public static Markup line(Markup page, String cssClass, Object x1, Object x2, Object y1, Object y2) {
        return page.empty(
                "line",
                attributes("class", cssClass, "x1", x1, "x2", x2, "y1", y1, "y2", y2)
                        .toArray());
    }

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    public static Markup text(Markup page, String text, String cssClass, Object x, Object y, String anchor) {
        return page.leaf(
                "text",
                text,
                attributes("class", cssClass, "x", x, "y", y, "text-anchor", anchor)
                        .toArray());
    }

    private static List<Object> attributes(Object... namesAndValues) {
        List<Object> written = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!namesAndValues[i + 1].equals("")) {
                written.add(namesAndValues[i]);
                written.add(namesAndValues[i + 1]);
            }
        }
        return written;
    }
}
