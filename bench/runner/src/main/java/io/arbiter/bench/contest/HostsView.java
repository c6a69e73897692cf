package io.arbiter.bench.contest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets one process see a hosts file of its own as {@code /etc/hosts}: {@code unshare(1)} gives it its own view of the
 * file system. Only root may do that. The process keeps its id, and nothing remains when it ends.
 */
public final class HostsView {
    private static final String SCRIPT = "mount --bind \"$0\" /etc/hosts && exec \"$@\"";

    private HostsView() {}

    /** The reason why it cannot be done here, and the remedy; empty if it can. */
    public static Optional<String> missing() {
        return "root".equals(System.getProperty("user.name"))
                ? Optional.empty()
                : Optional.of("a program that is not a JVM needs a hosts file of its own on the emulated links, which "
                        + "only root can give it: run the bench as root");
    }

    /**
     * The command that runs {@code command} with that file as its {@code /etc/hosts}.
     *
     * @throws IllegalStateException if that cannot be done here
     */
    public static List<String> command(Path hosts, List<String> command) {
        missing().ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        List<String> whole = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", SCRIPT, hosts.toString()));
        whole.addAll(command);
        return whole;
    }
}
