package io.arbiter.chaos.report;

import io.arbiter.testsupport.html.Markup;
import io.arbiter.testsupport.html.Page;
import java.util.function.Consumer;

/** The frame of a page about runs: without scripts nothing is missing. */
final class RunPage {
    private RunPage() {}

    static String of(String title, Consumer<Markup> content) {
        return Page.of(title, Page.resource(RunPage.class, "page.css"), page -> {
            hatching(page);
            page.open("main").line();
            content.accept(page);
            page.close()
                    .line()
                    .resource("script", Page.resource(RunPage.class, "page.js"))
                    .line();
        });
    }

    /** Wrong parts are hatched: seen in any colour. */
    private static void hatching(Markup page) {
        page.open("svg", "width", 0, "height", 0, "class", "hidden", "aria-hidden", "true")
                .open(
                        "pattern",
                        "id",
                        "hatch",
                        "width",
                        7,
                        "height",
                        7,
                        "patternUnits",
                        "userSpaceOnUse",
                        "patternTransform",
                        "rotate(45)");
        page.empty("rect", "width", 7, "height", 7, "class", "hatch-ground");
        page.empty("rect", "width", 3, "height", 7, "class", "hatch-line")
                .close()
                .close()
                .line();
    }
}
