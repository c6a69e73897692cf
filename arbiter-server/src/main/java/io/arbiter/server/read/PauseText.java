package io.arbiter.server.read;

import io.arbiter.core.machine.Resource;
import io.arbiter.core.pause.Pause;
import io.arbiter.server.failure.RefusalFailures;

/** A pause as an obstacle, in one sentence with what helps. */
final class PauseText {
    private PauseText() {}

    static String explain(Pause pause, Resource resource) {
        return "Failover of " + RefusalFailures.paused(pause) + ": " + home(resource)
                + " until somebody resumes it (arbiter resume" + (pause.scope().isEmpty() ? "" : " " + pause.scope())
                + ")"
                + resource.confinement()
                        .map(last -> ", or an operator breaks token " + last.token())
                        .orElse("")
                + ".";
    }

    private static String home(Resource resource) {
        return resource.confinement()
                .map(last -> last.region().isEmpty()
                        ? "nobody follows token " + last.token()
                        : "only sessions of " + last.region() + ", where token " + last.token() + " ended, follow")
                .orElseGet(() -> "it does not move to another region by itself");
    }
}
