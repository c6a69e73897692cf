package io.arbiter.testsupport.html;

/** A section of a page, with a title. */
public final class Card {
    private Card() {}

    /** Opens it; {@link #close} ends it. */
    public static Markup open(Markup page, String cssClass, String title) {
        return page.open("section", "class", cssClass).line().leaf("h2", title).line();
    }

    /** Words about what is shown. */
    public static Markup note(Markup page, String words) {
        return page.leaf("p", words, "class", "note").line();
    }

    public static void close(Markup page) {
        page.close().line();
    }
}
