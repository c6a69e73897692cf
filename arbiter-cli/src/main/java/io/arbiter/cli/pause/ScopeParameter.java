package io.arbiter.cli.pause;

import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Text;
import picocli.CommandLine.Parameters;

/** What is paused or resumed. */
public final class ScopeParameter {
    @Parameters(
            paramLabel = "SCOPE",
            arity = "0..1",
            defaultValue = "",
            description = "A prefix, if it ends with /, else one resource. Default: the whole cluster.")
    private String scope;

    String value() {
        return scope;
    }

    /** So that nobody mistakes one name for a prefix. */
    String text() {
        boolean isName = !scope.isEmpty() && !scope.endsWith("/");
        return Text.printable((isName ? "the resource " : "") + DisplayText.scope(scope));
    }
}
