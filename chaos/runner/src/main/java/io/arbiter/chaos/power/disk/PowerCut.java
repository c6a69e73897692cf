package io.arbiter.chaos.power.disk;

import io.arbiter.chaos.power.disk.Change.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * @param left the disk as it is afterwards
 * @param step the node's work at the cut, for people
 */
public record PowerCut(Disk left, String step) {
    /** The renaming of the shortened file, and the removal of the later ones, belong to a truncation. */
    private static final int CHANGES_AFTER_A_LOSS = 3;

    /** By the last change of the log or a snapshot; of a vote by the written bytes. */
    static String step(List<Change> changes, DiskModel model) {
        int last = changes.size() - 1;
        while (last >= 0 && changes.get(last).step() == Step.OTHER) {
            last--;
        }
        if (model.lastLoss() > 0 && last + 1 - model.lastLoss() <= CHANGES_AFTER_A_LOSS) {
            return "truncate";
        }
        Step step = last < 0 ? Step.OTHER : changes.get(last).step();
        return step == Step.VOTE
                ? vote(changes.subList(0, last + 1))
                : step.toString().toLowerCase();
    }

    private static String vote(List<Change> changes) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            Change change = changes.get(i);
            if (change.step() == Step.VOTE && change.kind() == Kind.WRITE) {
                return vote(change.path(), new String(change.bytes(), StandardCharsets.UTF_8));
            }
        }
        return "vote";
    }

    /** A node's name is that of its own directory. */
    private static String vote(String path, String metadata) {
        String votedFor = metadata.replaceAll("(?s).*votedFor=([^\n]*).*", "$1");
        if (votedFor.isEmpty()) {
            return "first answer in a term";
        }
        return path.contains("/" + votedFor + "/") ? "candidacy" : "vote";
    }
}
