package io.arbiter.cli.run.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches a process group and its lease, and makes sure that the group is dead before the lease's safe time
 * is over.
 *
 * <p>Not promised: that this thread runs in time. On a machine so slow, or a process so paused, that half the
 * margin passes unseen, only the storage's check of the token protects the data.
 */
public final class Supervisor {
    private static final long LOOK_MILLIS = 10;
    private static final long KILL_AGAIN_NANOS = 100_000_000;

    private final SupervisedLease hold;
    private final ProcessGroup group;
    private final TerminationPolicy plan;
    private final ForwardedSignals forwarded;
    private final Consumer<String> notes;
    private String loss = "";
    private long termNanos;
    private boolean killed;
    private long killNanos;

    /** @param notes receives everything that is done to the group */
    public Supervisor(
            SupervisedLease hold,
            ProcessGroup group,
            TerminationPolicy plan,
            ForwardedSignals forwarded,
            Consumer<String> notes) {
        this.hold = hold;
        this.group = group;
        this.plan = plan;
        this.forwarded = forwarded;
        this.notes = notes;
    }

    /**
     * The end of the group.
     *
     * @param status the command's exit status
     * @param loss the reason why the lease was lost, for people; empty if the command ended by itself
     * @param killed whether SIGKILL was needed
     * @param timeRemaining what was left of the safe time when the last member of the group was seen dead
     */
    public record Result(int status, String loss, boolean killed, Duration timeRemaining) {
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
        return new Result(group.status(), loss, killed, hold.timeRemaining());
    }

    private String reasonToStop() {
        Optional<SupervisedLease.Ending> ending = hold.ending();
        if (ending.isPresent()) {
            return ending.get().detail();
        }
        Duration left = hold.timeRemaining();
        return plan.mustTerminate(left) ? hold.shortage() + "; " + left.toMillis() + " ms of safe time are left" : "";
    }

    /** A stopped process would not react to SIGTERM, so it is continued. */
    private void terminate(String why) {
        notes.accept(why);
        termNanos = System.nanoTime();
        group.signal("TERM");
        group.signal("CONT");
    }

    private void killIfDue() {
        boolean gone = hold.ending()
                .filter(ending -> ending.kind() == SupervisedLease.Kind.GONE)
                .isPresent();
        if (killed) {
            killAgain();
        } else if (gone || plan.mustKill(hold.timeRemaining(), Duration.ofNanos(System.nanoTime() - termNanos))) {
            notes.accept("killing the command's process group");
            kill();
        }
    }

    /** A command that was just being started may have become a group of its own after the first signal. */
    private void killAgain() {
        if (System.nanoTime() - killNanos > KILL_AGAIN_NANOS) {
            kill();
        }
    }

    private void kill() {
        killed = true;
        killNanos = System.nanoTime();
        group.signal("KILL");
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
}
