package io.arbiter.chaos.report;

import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.testsupport.html.Markup;

/** A verdict in a word and a sign, so that colour is never the only difference. */
final class Badge {
    private Badge() {}

    static void write(Markup page, Validity validity) {
        page.leaf("span", mark(validity) + " " + validity.text(), "class", "badge " + validity.text());
    }

    /** The head of a page. @param words one line of figures */
    static void banner(Markup page, Validity validity, String title, String words) {
        page.open("header", "class", "banner " + validity.text()).line();
        page.leaf("p", mark(validity), "class", "mark", "aria-hidden", "true").line();
        page.open("div").line();
        page.leaf("p", validity.text(), "class", "verdict").line();
        page.leaf("h1", title).line().leaf("p", words, "class", "words").line();
        page.close().line().close().line();
    }

    private static String mark(Validity validity) {
        return validity == Validity.VALID ? "✓" : validity == Validity.INVALID ? "✗" : "?";
    }
}
