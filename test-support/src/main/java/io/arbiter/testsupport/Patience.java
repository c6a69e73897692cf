package io.arbiter.testsupport;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Time that a test waits for an event that has to come: so long that only a hang exceeds it, also on a machine with ten
 * times the work that it can do. Awaitility's own ten seconds are a bet on the machine's speed. Every class of a module
 * that depends on this one waits this long instead, because JUnit finds the extension by itself. Tests also look at
 * once and then often, not every tenth of a second: there are hundreds of waits, most of them for something near.
 */
public final class Patience implements BeforeAllCallback {
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }
}
