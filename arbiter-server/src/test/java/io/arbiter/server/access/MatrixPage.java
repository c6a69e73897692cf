package io.arbiter.server.access;

import java.util.Map;

/** The page that {@link MatrixTest} writes. */
final class MatrixPage {
    private static final String INTRODUCTION = """
            # Who may call what

            Each cell was tried by `MatrixTest`, which writes this page, on a cluster of three nodes with
            certificates and authorization enabled: every kind of call over the stream at one node and by its
            method at another, so that at least one of the two forwards; every other method; every HTTP route.
            What the rules are and why: [security](security.md).

            - *none*: no certificate. *other authority*, *expired*: one for the right identity that a node does
              not accept. *revoked*: its one binding was removed a moment before.
            - *other region*: bound to a role that grants everything to certificates of us-east, with one of us-west.
            - *viewer*: bound to that role. *node*: the certificate of a node, which calls for itself. *right*:
              owns the session and is granted everything.

            *no connection*: TLS refuses. *denied*: `PERMISSION_DENIED`. *nothing shown*: the list has only what the
            caller may read. *allowed*: whatever the answer is then, it is not for want of a right. Each *denied* and each
            *no connection* is in the [audit](operations.md#the-audit) of the node that was asked: `AuditedRefusalsTest`.

            """;

    private MatrixPage() {}

    static String of(Map<String, Map<String, String>> rows) {
        var columns = rows.values().iterator().next().keySet();
        var page = new StringBuilder(INTRODUCTION).append("| |");
        columns.forEach(column -> page.append(' ').append(column).append(" |"));
        page.append("\n| --- |").append(" --- |".repeat(columns.size())).append('\n');
        rows.forEach((row, cells) -> {
            page.append("| ").append(row).append(" |");
            columns.forEach(column -> page.append(' ').append(cells.get(column)).append(" |"));
            page.append('\n');
        });
        return page.toString();
    }
}
