package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.history.OperationType;
import io.arbiter.testsupport.html.Markup;

/** The signs of the charts, around (0, 0): outcomes differ in shape as well as in colour. */
final class Signs {
    static final String DOT = "M0 0h0";
    static final String CROSS = "M0 0m-3-3l6 6m0-6l-6 6";
    static final String TRIANGLE = "M0 0m0-4l4 7h-8z";
    static final String TICK = "M0-5v10";
    static final String FLAG = "M0 5v-13l8 3.5l-8 3.5";
    static final String LINE = "M-9 0h18";
    static final String BOX = "M-8-4h16v8h-16z";

    private Signs() {}

    /** The path commands that draw the sign of an outcome at the current point of a path. */
    static String stroke(OperationType outcome) {
        return of(outcome).substring("M0 0".length());
    }

    static String of(OperationType outcome) {
        return outcome == OperationType.OK ? DOT : outcome == OperationType.FAIL ? CROSS : TRIANGLE;
    }

    /** One item of a legend. */
    static void item(Markup page, String sign, String cssClass, String words) {
        page.open("li").open("svg", "width", 22, "height", 14, "viewBox", "-11 -7 22 14", "aria-hidden", "true");
        page.empty("path", "class", "sign " + cssClass, "d", sign)
                .close()
                .text(words)
                .close()
                .line();
    }
}
