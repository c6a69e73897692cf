package io.arbiter.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The file. Nested maps and dotted keys mean the same; every scalar is taken as written. */
final class YamlSource {
    private static final String EXPECTED = "a YAML file of keys and values, see arbiter-server.reference.yaml";
    private static final int MAX_BYTES = 1 << 20;
    private static final Set<Tag> KNOWN = Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.NULL);

    private YamlSource() {}

    static void read(Path file, Settings into) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                into.mistake("--config", file + " has more than " + MAX_BYTES + " bytes", EXPECTED);
                return;
            }
            Object root = yaml().load(Files.readString(file));
            if (root != null && !(root instanceof Map)) {
                into.mistake("--config", file + " is not a map", EXPECTED);
            } else if (root instanceof Map<?, ?> map) {
                flatten("", map, file, into);
            }
        } catch (IOException e) {
            into.mistake("--config", "cannot read " + file + " (" + e.getClass().getSimpleName() + ")", EXPECTED);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            into.mistake("--config", file + " line " + line + ": " + e.getProblem(), EXPECTED);
        } catch (YAMLException e) {
            into.mistake("--config", file + ": " + e.getMessage(), EXPECTED);
        }
    }

    /** YAML's guesses at types would turn a port list into sexagesimal numbers and a name into a boolean. */
    static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(10);
        DumperOptions dumper = new DumperOptions();
        dumper.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        dumper.setSplitLines(false);
        return new Yaml(new TextConstructor(options), new Representer(dumper), dumper, options, new Resolver() {
            @Override
            protected void addImplicitResolvers() {
                // Every scalar is a string.
            }
        });
    }

    /** Refuses the tags of all other types, at their line: the library would stumble over {@code !!int five}. */
    private static final class TextConstructor extends SafeConstructor {
        TextConstructor(LoaderOptions options) {
            super(options);
            yamlConstructors.keySet().removeIf(tag -> tag != null && !KNOWN.contains(tag));
        }
    }

    private static void flatten(String prefix, Map<?, ?> map, Path file, Settings into) {
        map.forEach((key, value) -> {
            String name = prefix + key;
            if (value instanceof Map<?, ?> nested) {
                flatten(name + ".", nested, file, into);
            } else if (value instanceof List) {
                into.mistake(
                        name,
                        "a list (" + file.getFileName() + ")",
                        "a value, or a map of further keys; no key takes a list");
            } else {
                into.put(name, String.valueOf(value), file.getFileName().toString());
            }
        });
    }
}
