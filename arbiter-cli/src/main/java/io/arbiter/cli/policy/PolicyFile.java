package io.arbiter.cli.policy;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.client.model.policy.Policy;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A file of policies, right as a whole: it is refused with every mistake in it, each with its line, and not with the
 * first alone.
 */
record PolicyFile(List<Policy> policies) {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 10;

    /** @throws CliException {@code POLICY_FILE} with all mistakes */
    static PolicyFile read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw refusal(file, "has more than " + MAX_BYTES + " bytes").build();
            }
            return parse(file, Files.readString(file));
        } catch (IOException e) {
            throw refusal(file, "cannot be read as UTF-8 text (" + e.getClass().getSimpleName() + ")")
                    .build();
        }
    }

    static PolicyFile parse(Path file, String text) {
        var mistakes = new Mistakes();
        List<Policy> policies = List.of();
        try {
            Node root = yaml().compose(new StringReader(text));
            policies = new PolicyParser(mistakes).parse(root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            mistakes.add(line, "yaml", e.getProblem());
        } catch (YAMLException e) {
            mistakes.add(1, "yaml", e.getMessage());
        }
        if (!mistakes.isEmpty()) {
            throw mistakes.addTo(refusal(
                            file, mistakes.count() == 1 ? "has a mistake" : "has " + mistakes.count() + " mistakes"))
                    .build();
        }
        return new PolicyFile(policies);
    }

    /** Composes nodes, which know their lines; nothing is made of them but text. */
    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(MAX_DEPTH);
        return new Yaml(new SafeConstructor(options));
    }

    private static CliException.Builder refusal(Path file, String what) {
        return CliException.builder(ExitCode.USAGE, "POLICY_FILE")
                .message(file + " " + what + ", and nothing of it was applied")
                .remedy("correct every line that is named; docs/policies.md has an example");
    }
}
