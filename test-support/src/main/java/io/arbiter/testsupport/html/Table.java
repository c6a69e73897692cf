package io.arbiter.testsupport.html;

import java.util.List;
import java.util.function.Function;

/** A table in a box that scrolls if it is wider than the page. */
public final class Table {
    private Table() {}

    /**
     * Opens it up to its rows; {@link #close} ends it.
     *
     * @param box class of the box
     * @param cssClass of the table; empty for none
     */
    public static void open(Markup page, String box, String cssClass, List<String> heads) {
        frame(page, box, cssClass);
        heads.forEach(head -> page.leaf("th", head, "scope", "col"));
        body(page);
    }

    /** @param classOf of each column's head */
    public static void open(
            Markup page, String box, String cssClass, List<String> heads, Function<String, String> classOf) {
        frame(page, box, cssClass);
        heads.forEach(head -> page.leaf("th", head, "scope", "col", "class", classOf.apply(head)));
        body(page);
    }

    private static void frame(Markup page, String box, String cssClass) {
        Object[] attributes = cssClass.isEmpty() ? new Object[0] : new Object[] {"class", cssClass};
        page.open("div", "class", box).open("table", attributes).line();
        page.open("thead").open("tr");
    }

    private static void body(Markup page) {
        page.close().close().line().open("tbody").line();
    }

    public static Markup close(Markup page) {
        return page.close().close().close();
    }
}
