package io.arbiter.chaos.report;

import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.html.Markup;
import java.util.Locale;

/** A verdict in a word and a sign, so that colour is never the only difference. */
final class Badge {
    private Badge() {}

    static void write(Markup page, Validity validity) {
        page.leaf("span", mark(validity) + " " + word(validity), "class", "badge " + word(validity));
    }

    static String mark(Validity validity) {
        return validity == Validity.VALID ? "✓" : validity == Validity.INVALID ? "✗" : "?";
    }

    static String word(Validity validity) {
        return validity.name().toLowerCase(Locale.ROOT);
    }
}
