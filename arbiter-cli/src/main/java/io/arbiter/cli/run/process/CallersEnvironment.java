package io.arbiter.cli.run.process;

import java.nio.charset.Charset;
import java.util.Collection;
import java.util.Map;

/**
 * Restores for the command the variables that the launcher changed for Java's sake. Variables that nobody touches keep
 * their bytes, whatever they are; variables that this program adds, and the command's arguments, are encoded by the
 * locale.
 */
public final class CallersEnvironment {
    /** The caller's LC_ALL behind a {@code =}, or nothing if there was none. */
    private static final String LOCALE = "ARBITER_CALLER_LC_ALL";

    private static final String COLUMNS = "ARBITER_COLUMNS";
    /** The launcher lets Java suspend threads by another signal than USR2, which then is the command's. */
    private static final String SUSPEND_SIGNAL = "_JAVA_SR_SIGNUM";

    private static final String LAUNCHERS_SIGNAL = "60";

    private CallersEnvironment() {}

    static void restore(Map<String, String> environment) {
        environment.remove(COLUMNS);
        environment.remove(SUSPEND_SIGNAL, LAUNCHERS_SIGNAL);
        String locale = environment.remove(LOCALE);
        if (locale != null && locale.startsWith("=")) {
            environment.put("LC_ALL", locale.substring(1));
        } else if (locale != null) {
            environment.remove("LC_ALL");
        }
    }

    /** Whether the command would find these texts as they are. */
    public static boolean carries(Collection<String> texts) {
        Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding"));
        return texts.stream().allMatch(text -> charset.newEncoder().canEncode(text));
    }
}
