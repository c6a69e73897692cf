package io.arbiter.cli.run.process;

import java.util.List;
import java.util.Optional;

/**
 * Java cannot put a child into a process group of its own, so another program does, and becomes the command:
 * setsid (util-linux, busybox), otherwise perl. A shell's {@code set -m} would do on a terminal only: dash
 * refuses it without one. The new session also means that a terminal's Ctrl-C reaches the command once,
 * through this process, not twice.
 */
public final class Launcher {
    private static final List<String> PERL =
            List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 126");

    private Launcher() {}

    /** The words to put before a command; the process id then is the group's id. Empty if this machine has neither. */
    public static Optional<List<String>> find(String searchPath) {
        if (CommandFile.look("setsid", searchPath) == CommandFile.EXECUTABLE) {
            return Optional.of(List.of("setsid"));
        }
        return CommandFile.look("perl", searchPath) == CommandFile.EXECUTABLE ? Optional.of(PERL) : Optional.empty();
    }
}
