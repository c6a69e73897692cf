package io.arbiter.cli.policy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Table;
import io.arbiter.cli.text.Text;
import io.arbiter.client.model.policy.PolicyChange;
import io.arbiter.client.model.policy.PolicyFinding;
import io.arbiter.client.model.policy.PolicyPreview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What policies mean for who holds and waits. */
record Findings(List<PolicyFinding> all) {

    /** Page by page, each at its own revision. */
    static Findings of(Cluster cluster, PolicyChange change) {
        var all = new ArrayList<PolicyFinding>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            String after = next.get();
            PolicyPreview page = cluster.change(admin -> admin.previewPolicies(change, after));
            all.addAll(page.findings());
            next = page.next();
        }
        return new Findings(all);
    }

    void print(Output output) {
        if (all.isEmpty()) {
            output.say("nobody holds or waits for what a policy forbids, and nothing is confined");
            return;
        }
        var table = new Table("RESOURCE", "REGION", "SESSION", "TOKEN", "WHAT");
        for (PolicyFinding finding : all) {
            table.row(
                    finding.resource(),
                    finding.region(),
                    finding.sessionId(),
                    finding.token() == 0 ? "" : finding.token(),
                    what(finding));
        }
        output.table(table);
        printWaysOut(output);
    }

    private void printWaysOut(Output output) {
        all.stream()
                .filter(finding -> finding.kind() == PolicyFinding.Kind.STRANDED)
                .forEach(finding -> output.say("allow " + Text.printable(finding.region())
                        + ", or let other regions have it: arbiter lease break "
                        + Text.word(finding.resource()) + " --expect-token " + finding.token()
                        + " --comment TEXT"));
    }

    private static String what(PolicyFinding finding) {
        String why = finding.field() + " " + finding.found() + ", allowed by " + DisplayText.scope(finding.scope())
                + ": " + finding.allowed();
        return switch (finding.kind()) {
            case KEEPS_LEASE -> "keeps the lease until it lets go: " + why;
            case LOSES_WAIT -> "waits no more: " + why;
            case CONFINED -> "was left, and stays in its region: failover is manual or paused";
            case FREED -> "was left, and other regions follow: failover becomes automatic";
            case STRANDED -> "nobody may have it, since it stays in its region: " + why;
            case UNKNOWN -> "something that this version does not know";
        };
    }

    JsonArray json() {
        var array = new JsonArray();
        for (PolicyFinding finding : all) {
            var one = new JsonObject();
            one.addProperty("kind", finding.kind().name());
            one.addProperty("resource", finding.resource());
            one.addProperty("region", finding.region());
            one.addProperty("sessionId", Long.toString(finding.sessionId()));
            one.addProperty("holder", finding.holder());
            one.addProperty("token", Long.toString(finding.token()));
            one.addProperty("scope", finding.scope());
            one.addProperty("field", finding.field());
            one.addProperty("found", finding.found());
            one.addProperty("allowed", finding.allowed());
            array.add(one);
        }
        return array;
    }
}
