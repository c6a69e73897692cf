package io.arbiter.chaos.report;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.chaos.report.data.RunInfo;
import io.arbiter.chaos.report.data.Statistics;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import java.util.Map;

/** The head of the page: the run, its result, and the command that repeats it. */
final class Summary {
    static final int MOST_CHARACTERS = 1000;
    private static final int MOST_OF_COMMAND = 4000;

    private Summary() {}

    static void write(Markup page, Run run) {
        Badge.banner(page, run.validity(), cut(run.info().title()), words(run));
        verdicts(page, run);
        facts(page, run.info());
    }

    private static String words(Run run) {
        Statistics total = run.total();
        return Format.of(
                "%s operations in %s: %s ok, %s fail, %s info; %s",
                Format.count(total.total()),
                Format.duration(run.end()),
                Format.count(total.ok()),
                Format.count(total.fail()),
                Format.count(total.info()),
                faults(run.faults().size()));
    }

    private static String faults(int count) {
        return count == 0 ? "no faults" : count == 1 ? "one fault" : Format.count(count) + " faults";
    }

    private static void verdicts(Markup page, Run run) {
        page.open("ul", "class", "verdicts").line();
        for (Verdict verdict : run.verdicts()) {
            page.open("li");
            Badge.write(page, verdict.validity());
            page.text(" ").leaf("b", cut(verdict.checker())).text(" ").leaf("span", cut(verdict.summary()));
            page.close().line();
        }
        if (run.verdicts().isEmpty()) {
            page.leaf("li", "Nothing was checked.").line();
        }
        page.close().line();
    }

    private static void facts(Markup page, RunInfo info) {
        page.open("section", "class", "card repeat", "aria-label", "how to repeat the run")
                .line();
        page.leaf("p", "Repeat this run", "class", "label").line();
        String command = Format.shortened(info.command(), MOST_OF_COMMAND);
        page.open("pre", "class", "command").leaf("code", command).close().line();
        page.open("dl", "class", "facts").line();
        for (Map.Entry<String, String> fact : info.facts().entrySet()) {
            page.open("div")
                    .leaf("dt", cut(fact.getKey()))
                    .leaf("dd", cut(fact.getValue()))
                    .close()
                    .line();
        }
        page.close().line().close().line();
    }

    private static String cut(String text) {
        return Format.shortened(text, MOST_CHARACTERS);
    }
}
