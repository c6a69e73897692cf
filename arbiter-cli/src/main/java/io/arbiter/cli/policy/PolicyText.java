package io.arbiter.cli.policy;

import io.arbiter.cli.text.Durations;
import io.arbiter.client.model.policy.Policy;
import io.arbiter.client.model.policy.PromotionTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Policies as the file has them. */
final class PolicyText {
    private PolicyText() {}

    /** The fields that are not at their defaults, as they are written in a file. */
    static Map<String, String> fields(Policy policy) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(PolicyFields.SCOPE, quoted(policy.scope()));
        if (!policy.allowedRegions().isEmpty()) {
            fields.put(PolicyFields.ALLOWED, list(policy.allowedRegions()));
        }
        if (!policy.preferredRegions().isEmpty()) {
            fields.put(PolicyFields.PREFERRED, list(policy.preferredRegions()));
        }
        fields.put(PolicyFields.FAILOVER, policy.failover().name());
        if (!policy.lockDelay().isZero()) {
            fields.put(PolicyFields.LOCK_DELAY, duration(policy.lockDelay()));
        }
        if (!policy.minTtl().equals(Policy.MIN_TTL)) {
            fields.put(PolicyFields.MIN_TTL, duration(policy.minTtl()));
        }
        if (!policy.maxTtl().equals(Policy.MAX_TTL)) {
            fields.put(PolicyFields.MAX_TTL, duration(policy.maxTtl()));
        }
        times(policy.promotion(), fields);
        return fields;
    }

    private static void times(PromotionTimes times, Map<String, String> fields) {
        if (!times.coolDown().equals(PromotionTimes.DEFAULT.coolDown())) {
            fields.put(PolicyFields.COOL_DOWN, duration(times.coolDown()));
        }
        if (!times.drain().equals(PromotionTimes.DEFAULT.drain())) {
            fields.put(PolicyFields.DRAIN, duration(times.drain()));
        }
        if (!times.completion().equals(PromotionTimes.DEFAULT.completion())) {
            fields.put(PolicyFields.COMPLETION, duration(times.completion()));
        }
    }

    /** A whole file. */
    static String file(Collection<Policy> policies) {
        if (policies.isEmpty()) {
            return "policies: []";
        }
        var lines = new ArrayList<String>();
        lines.add("policies:");
        for (Policy policy : policies) {
            String lead = "  - ";
            for (Map.Entry<String, String> field : fields(policy).entrySet()) {
                lines.add(lead + field.getKey() + ": " + field.getValue());
                lead = "    ";
            }
        }
        return String.join("\n", lines);
    }

    /** Exactly, and as the file takes it: whole numbers of one unit. */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        return millis % 60_000 == 0 && millis > 0 ? Durations.format(millis) : millis / 1_000 + "s";
    }

    private static String list(Collection<String> regions) {
        return regions.stream().map(PolicyText::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Plain where YAML reads it as it is. */
    private static String quoted(String text) {
        if (text.matches("[A-Za-z][A-Za-z0-9_./-]*") && !isWord(text)) {
            return text;
        }
        return text.matches("[ -~]*") ? "'" + text.replace("'", "''") + "'" : escaped(text);
    }

    /** What YAML would fold or refuse is written by its number. */
    private static String escaped(String text) {
        var out = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                out.append('\\').appendCodePoint(point);
            } else if (point >= ' ' && point <= '~' || Character.isLetterOrDigit(point)) {
                out.appendCodePoint(point);
            } else {
                out.append("\\U%08x".formatted(point));
            }
        });
        return out.append('"').toString();
    }

    private static boolean isWord(String text) {
        return List.of("true", "false", "yes", "no", "on", "off", "null", "y", "n")
                .contains(text.toLowerCase(Locale.ROOT));
    }
}
