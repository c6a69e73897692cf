package io.arbiter.cli.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches a process group and its lease, and sees to it that the group is dead before the lease's safe time
 * is over.
 *
 * <p>Not promised: that this thread runs in time. On a machine so slow, or a process so paused, that half the
 * margin passes unseen, only the storage's check of the token protects the data.
 */
public final class Supervisor {
    private static final long LOOK_MILLIS = 10;

    private final Hold hold;
    private final ProcessGroup group;
    private final StopPlan plan;
    private final ForwardedSignals forwarded;
    private final Consumer<String> notes;
    private String loss = "";
    private long termNanos;
    private boolean killed;

    /** @param notes hears of everything that is done to the group */
    public Supervisor(Hold hold, ProcessGroup group, StopPlan plan, ForwardedSignals forwarded,
    Consumer<String> notes) {
        this.hold = hold;
        this.group = group;
        this.plan = plan;
        this.forwarded = forwarded;
        this.notes = notes;
    }

    /**
     * How it ended.
     *
     * @param status the command's exit status
     * @param loss why the lease was lost, for people; empty if the command ended by itself
     * @param killed whether SIGKILL was needed
     * @param safeFor what was left of the safe time when the last member of the group was seen dead
     */
    public record Result(int status, String loss, boolean killed, Duration safeFor) {
        public boolean lost() {
            return !loss.isEmpty();
        }
    }

    /** Returns when nobody is left in the group. */
    public Result await() throws InterruptedException {
        while (group.leaderAlive() && loss.isEmpty()) {
            forwarded.poll().ifPresent(group::signal);
            loss = reasonToStop();
            pause();
        }
        if (!loss.isEmpty()) {
            terminate("stopping the command: " + loss);
        } else if (!group.gone()) {
            terminate("the command ended and left processes behind: stopping them");
        }
        while (!group.gone()) {
            forwarded.poll().ifPresent(group::signal);
            killIfDue();
            pause();
        }
        return new Result(group.status(), loss, killed, hold.safeFor());
    }

    private String reasonToStop() {
        Optional<Hold.Ending> ending = hold.ending();
        if (ending.isPresent()) {
            return ending.get().detail();
        }
        Duration left = hold.safeFor();
        return plan.mustTerminate(left)
                ? "no renewal was acknowledged in time, " + left.toMillis() + " ms of safe time are left"
                : "";
    }

    /** A stopped process would not hear SIGTERM, so it is continued. */
    private void terminate(String why) {
        notes.accept(why);
        termNanos = System.nanoTime();
        group.signal("TERM");
        group.signal("CONT");
    }

    private void killIfDue() {
        boolean gone = hold.ending().filter(ending -> ending.kind() == Hold.Kind.GONE).isPresent();
        if (!killed && (gone || plan.mustKill(hold.safeFor(),
                Duration.ofNanos(System.nanoTime() - termNanos)))) {
            notes.accept("killing the command's process group");
            killed = true;
            group.signal("KILL");
        }
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
}
