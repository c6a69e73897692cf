package io.arbiter.cli.run.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Gets variables past a shell that becomes another program. Some shells (dash) drop those whose names they could not
 * use themselves, such as {@code spring.datasource.url}.
 */
final class ShellEnvironment {
    private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ShellEnvironment() {}

    /** The words to put before the program, so that it gets what the shell drops; none if that is nothing. */
    static List<String> kept(Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (!SHELL_NAME.matcher(name).matches()) {
                words.add(name + "=" + value);
            }
        });
        if (!words.isEmpty()) {
            words.add(0, "env");
        }
        return words;
    }
}
