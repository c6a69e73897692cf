package io.arbiter.cli.member;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.Deadline;
import io.arbiter.v1.Call;
import io.arbiter.v1.ChangeMembersRequest;
import io.arbiter.v1.ChangeMembersResponse;
import io.arbiter.v1.ChangeMembersResponse.Step;
import io.arbiter.v1.ErrorReason;
import io.arbiter.v1.GetMembersRequest;
import io.arbiter.v1.GetMembersResponse;
import io.arbiter.v1.MemberInfo;
import io.arbiter.v1.Reply;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks for the next step of a change, follows it, and asks again, until all is as asked. A leader that is lost
 * meanwhile is waited for: the next one goes on from what is in the log.
 */
final class MemberChangeRun {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Set<ExitCode> PASSING =
            Set.of(ExitCode.UNAVAILABLE, ExitCode.TIMED_OUT, ExitCode.OUTCOME_UNKNOWN);

    private final Cluster cluster;
    private final ChangeMembersRequest request;
    private final Consumer<String> notes;
    private boolean begun;
    private String said = "";

    /** @param notes hears of the progress */
    MemberChangeRun(Cluster cluster, ChangeMembersRequest request, Consumer<String> notes) {
        this.cluster = cluster;
        this.request = request;
        this.notes = notes;
    }

    /** The answer that says that it is done. */
    ChangeMembersResponse until(Duration limit) {
        Deadline left = new Deadline(limit);
        while (true) {
            ChangeMembersResponse answer = advance(left);
            if (answer.getStep() == Step.STEP_DONE) {
                return answer;
            }
            begun = true;
            say(MemberText.progress(answer.getStep(), answer.getMember(), answer.getCommittedIndex()));
            follow(answer.getStep(), left);
        }
    }

    private ChangeMembersResponse advance(Deadline left) {
        while (true) {
            try {
                return cluster.change(Call.newBuilder().setChangeMembers(request), Reply::getChangeMembers);
            } catch (CliException failed) {
                goOnOrThrow(failed, left);
            }
        }
    }

    /** Returns when no change is under way any more, as far as the leader knows. */
    private void follow(Step step, Deadline left) {
        boolean changing = true;
        while (changing) {
            pause(left);
            try {
                GetMembersResponse now = cluster.read(
                        Call.newBuilder().setGetMembers(GetMembersRequest.getDefaultInstance()), Reply::getGetMembers);
                changing = now.getChanging().equals(request.getNode());
                if (changing) {
                    tell(step, now);
                }
            } catch (CliException failed) {
                goOnOrThrow(failed, left);
            }
        }
    }

    private void tell(Step step, GetMembersResponse now) {
        for (MemberInfo member : now.getMembersList()) {
            if (member.getNode().equals(request.getNode())) {
                say(MemberText.progress(step, member, now.getCommittedIndex()));
            }
        }
    }

    private void say(String progress) {
        if (!progress.equals(said)) {
            notes.accept(progress);
            said = progress;
        }
    }

    /** Before anything has begun, what the first answer says is for the caller. */
    private void goOnOrThrow(CliException failed, Deadline left) {
        boolean passing = PASSING.contains(failed.code())
                || failed.reason().equals(ErrorReason.MEMBER_NOT_WAITING.name())
                || failed.reason().equals(ErrorReason.MEMBER_CHANGE_OPEN.name());
        if (!begun || !passing) {
            throw failed;
        }
        say("the cluster does not answer for the moment (" + failed.reason() + "); going on as soon as it does");
        pause(left);
    }

    private void pause(Deadline left) {
        if (left.remaining().isZero()) {
            throw CliException.builder(ExitCode.TIMED_OUT, "CHANGE_PENDING")
                    .message("the change of " + request.getNode() + " is not done yet: " + said)
                    .fact("node", request.getNode())
                    .remedy(
                            "what has begun goes on by itself: arbiter member ls; repeat this command to follow it, and to begin "
                                    + "what is next")
                    .build();
        }
        left.pause(PAUSE);
    }
}
