package io.arbiter.server.raft;

import io.arbiter.server.exit.StartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The page that DamagedFilesTest writes. */
final class DamagedFilesPage {
    private DamagedFilesPage() {}

    /** The result for each pair of files: {@code ok}, or the exit code. */
    static final class Pairs {
        private final String title;
        private final Map<String, String> codes = new TreeMap<>();

        Pairs(String title) {
            this.title = title;
        }

        void add(String one, String other, String outcome) {
            codes.put(one + "/" + other, code(outcome));
        }

        private static String code(String outcome) {
            if (outcome.startsWith("exit")) {
                return outcome.substring(5, 6);
            }
            return outcome.equals("starts") ? "ok" : "waits";
        }

        private String code(String one, String other) {
            return codes.getOrDefault(one + "/" + other, codes.getOrDefault(other + "/" + one, ""));
        }

        private String table() {
            List<String> kinds = new ArrayList<>();
            NodeFiles.kinds().forEach(kinds::add);
            StringBuilder text = new StringBuilder("\n" + title + ":\n\n| |");
            kinds.forEach(kind -> text.append(' ').append(kind).append(" |"));
            text.append("\n| --- |").append(" --- |".repeat(kinds.size())).append('\n');
            for (String one : kinds) {
                text.append("| ").append(one).append(" |");
                kinds.forEach(other -> text.append(' ').append(cell(one, other)).append(" |"));
                text.append('\n');
            }
            return text.toString();
        }

        private String cell(String one, String other) {
            return codes.containsKey(one + "/" + other) || title.startsWith("Both") ? code(one, other) : "";
        }
    }

    /** Numbers differ from run to run. */
    static String firstSentence(StartException refused, Path base) {
        String text = refused.getMessage()
                .replaceAll("\\Q" + base + "\\E/n2(?=[./,: ])", "DIR")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "GROUP")
                .replaceAll("MD5 [0-9a-f]{32}, expected [0-9a-f]{32}", "MD5 X, expected Y");
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end))
                .replaceAll("\\bn[123]\\b", "NODE")
                .replaceAll("'(NODE)?'", "'NODE'")
                .replaceAll("(?<![A-Za-z.])-?\\d+", "N")
                .replaceAll("snapshot\\.\\S*?(?=[: ])", "snapshot.N_N")
                .replace("|", "\\|");
    }

    static String of(List<String> singles, List<Pairs> pairs) {
        StringBuilder text = new StringBuilder("""
                # Damaged files, and what a node does then

                Each row was tried by `DamagedFilesTest`, which writes this page: a node that has acknowledged
                entries is stopped, its files are removed, cut (segments by 10 bytes, others to half), or replaced
                by an older copy of their own, and it is started again (S6). If it starts, it is given a majority
                with a node that lacks those entries, and the test checks that none is lost. What the exit codes ask
                for: [operations](operations.md). `NODE`, `N` and `DIR` stand for names, numbers and the data
                directory.

                Not noticed, since nothing is left to tell: everything replaced by an older copy at once, the two
                files beside the data directory included; and, after a power cut only, an older copy of the open
                segment that lacks nothing but entries since the lower bound was last on the disk, less than
                1,000.

                | file | what was done | the node |
                | --- | --- | --- |
                """);
        singles.forEach(row -> text.append(row).append('\n'));
        text.append("""

                ## Pairs

                `ok`: it starts, and has all that it had acknowledged. A number: it refuses with that exit code.
                `waits`: it votes for nothing until an operator has it admitted as another disk.
                Empty: there is no older copy that differs, or the pair stands elsewhere in the table.
                """);
        pairs.forEach(table -> text.append(table.table()));
        return text.toString();
    }
}
