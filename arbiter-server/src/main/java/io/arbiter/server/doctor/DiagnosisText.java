package io.arbiter.server.doctor;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.storage.Inventory.Item;

/** For people. */
final class DiagnosisText {
    private DiagnosisText() {}

    static String of(Diagnosis found) {
        var text = new StringBuilder("Data directory " + found.directory() + "\n\n");
        int width = found.files().stream()
                .mapToInt(file -> file.file().length())
                .max()
                .orElse(0);
        if (found.files().isEmpty()) {
            text.append("  no file of a node\n");
        }
        for (Item file : found.files()) {
            text.append("  ")
                    .append(file.readable() ? " " : "!")
                    .append(' ')
                    .append(padded(file.file(), width))
                    .append("  ")
                    .append(file.content())
                    .append('\n');
        }
        found.state()
                .ifPresent(state -> text.append("\nSnapshot: to entry %,d, %,d sessions, %,d leases, last token %d\n"
                        .formatted(state.index(), state.sessions(), state.leases(), state.lastToken())));
        if (found.entries() > 0) {
            text.append("Log: %,d entries of the cluster's state, all readable\n".formatted(found.entries()));
        }
        if (!found.repairs().isEmpty()) {
            text.append("\nA start would first, without the loss of anything acknowledged:\n");
            found.repairs().forEach(repair -> text.append("  ").append(repair).append('\n'));
        }
        text.append('\n')
                .append(
                        found.exit() == ExitCode.OK
                                ? "A start is safe. "
                                : "A start would refuse, exit " + found.exit().code() + ": ")
                .append(found.verdict())
                .append('\n');
        return text.toString();
    }

    private static String padded(String file, int width) {
        return file + " ".repeat(width - file.length());
    }
}
