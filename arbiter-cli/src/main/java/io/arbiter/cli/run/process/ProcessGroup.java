package io.arbiter.cli.run.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A command and all its descendants that did not leave its process group on purpose.
 *
 * <p>Not promised: a descendant that calls setsid itself (a daemon) is out of reach.
 */
public final class ProcessGroup implements AutoCloseable {
    private final Process leader;
    private final GroupSignals signals;

    private ProcessGroup(Process leader, GroupSignals signals) {
        this.leader = leader;
        this.signals = signals;
    }

    /**
     * Starts the command with this process's standard streams.
     *
     * @param launcher of {@link Launcher}
     * @param variables put over the inherited ones: an outer run's token must not be taken for this one's
     * (etcd#7983)
     * @throws IOException if it was not started, or was, but nothing would stop it if this process died: it is killed
     */
    public static ProcessGroup start(List<String> launcher, List<String> command, Map<String, String> variables)
            throws IOException {
        GroupSignals signals = new GroupSignals(launcher);
        ProcessBuilder builder = new ProcessBuilder().inheritIO();
        CallersEnvironment.restore(builder.environment());
        builder.environment().putAll(variables);
        builder.command(signals.guarded(command, builder.environment()));
        ProcessGroup group = new ProcessGroup(startOrClose(builder, signals), signals);
        try {
            signals.started(group.id());
        } catch (IOException unguarded) {
            group.close();
            throw unguarded;
        }
        return group;
    }

    private static Process startOrClose(ProcessBuilder builder, GroupSignals signals) throws IOException {
        try {
            return builder.start();
        } catch (IOException notStarted) {
            signals.close();
            throw notStarted;
        }
    }

    /** The group's id, which is the leader's process id. */
    public long id() {
        return leader.pid();
    }

    boolean leaderAlive() {
        return leader.isAlive();
    }

    /** Whether nobody is left who could act. */
    boolean gone() {
        return !leader.isAlive() && !GroupMembers.any(leader.pid());
    }

    void signal(String name) {
        signals.send(name);
    }

    /** The leader's exit status, 128+n after signal n; only once it has ended. */
    public int status() {
        return leader.exitValue();
    }

    /** Leaves no member behind, whatever failed before. */
    @Override
    public void close() {
        if (!gone()) {
            signal("KILL");
        }
        signals.close();
    }
}
