package io.arbiter.cli.policy;

import io.arbiter.cli.text.Suggestion;
import io.arbiter.cli.text.Text;
import io.arbiter.client.model.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Walks the nodes of a file: {@code policies}, a list of maps, each with a scope. Notes mistakes and goes on. */
final class PolicyParser {
    private static final String POLICIES = "policies";

    private final Mistakes mistakes;
    private final Map<String, Integer> scopes = new HashMap<>();

    PolicyParser(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** @param root null if the file is empty */
    List<Policy> parse(Node root) {
        var policies = new ArrayList<Policy>();
        if (!(root instanceof MappingNode map)) {
            mistakes.add(root == null ? 1 : line(root), "file", "expected a map with the key " + POLICIES);
            return policies;
        }
        Map<String, Node> keys = keys(map, List.of(POLICIES));
        Node list = keys.get(POLICIES);
        if (list instanceof SequenceNode sequence) {
            sequence.getValue().forEach(node -> policy(node, policies));
        } else if (list != null) {
            mistakes.add(line(list), POLICIES, "expected a list of policies");
        } else {
            mistakes.add(line(root), POLICIES, "missing: expected a list of policies");
        }
        return policies;
    }

    private void policy(Node node, List<Policy> policies) {
        if (!(node instanceof MappingNode map)) {
            mistakes.add(line(node), "policy", "expected a map with the keys " + String.join(", ", PolicyFields.NAMES));
            return;
        }
        Map<String, Node> keys = keys(map, PolicyFields.NAMES);
        var fields = new PolicyFields(keys, line(node), mistakes);
        Policy policy = fields.policy();
        if (fields.isScopeRight()) {
            int scopeLine = line(keys.get(PolicyFields.SCOPE));
            Integer first = scopes.putIfAbsent(policy.scope(), scopeLine);
            if (first != null) {
                mistakes.add(scopeLine, PolicyFields.SCOPE, "the policy of line " + first + " has the same one");
            }
        }
        policies.add(policy);
    }

    /** The values by key; unknown and doubled keys are mistakes. */
    private Map<String, Node> keys(MappingNode map, List<String> known) {
        var found = new HashMap<String, Node>();
        for (NodeTuple entry : map.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "a key that is no text";
            if (!known.contains(key)) {
                String shown = Text.printable(Text.cut(key, 40));
                mistakes.add(
                        line(entry.getKeyNode()),
                        shown,
                        "unknown: expected " + String.join(", ", known) + Suggestion.of(key, known));
            } else if (found.putIfAbsent(key, entry.getValueNode()) != null) {
                mistakes.add(line(entry.getKeyNode()), key, "stands here a second time");
            }
        }
        return found;
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
