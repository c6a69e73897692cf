package io.arbiter.cli.policy;

import io.arbiter.cli.command.Converters;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Text;
import io.arbiter.client.model.policy.Failover;
import io.arbiter.client.model.policy.Policy;
import io.arbiter.client.model.policy.PromotionTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import picocli.CommandLine.TypeConversionException;

/** The fields of one policy. A wrong one is noted, and stands for its default, so that the others are read too. */
final class PolicyFields {
    static final String SCOPE = "scope";
    static final String ALLOWED = "allowed-regions";
    static final String PREFERRED = "preferred-regions";
    static final String FAILOVER = "failover";
    static final String LOCK_DELAY = "lock-delay";
    static final String MIN_TTL = "min-ttl";
    static final String MAX_TTL = "max-ttl";
    static final String COOL_DOWN = "cool-down";
    static final String DRAIN = "drain-deadline";
    static final String COMPLETION = "completion-deadline";
    static final List<String> NAMES =
            List.of(SCOPE, ALLOWED, PREFERRED, FAILOVER, LOCK_DELAY, MIN_TTL, MAX_TTL, COOL_DOWN, DRAIN, COMPLETION);

    private static final Duration LEAST = Duration.ofMillis(1);

    private static final int MAX_REGIONS = 64;

    private final Map<String, Node> fields;
    private final int line;
    private final Mistakes mistakes;
    private boolean scopeRight;

    /** @param line where the policy begins */
    PolicyFields(Map<String, Node> fields, int line, Mistakes mistakes) {
        this.fields = fields;
        this.line = line;
        this.mistakes = mistakes;
    }

    Policy policy() {
        Set<String> allowed = new LinkedHashSet<>(regions(ALLOWED));
        List<String> preferred = regions(PREFERRED);
        if (!allowed.isEmpty() && !allowed.containsAll(preferred)) {
            mistake(PREFERRED, "names a region that is not in " + ALLOWED);
        }
        Duration min = duration(MIN_TTL, Policy.MIN_TTL, Policy.MAX_TTL, Policy.MIN_TTL);
        Duration max = duration(MAX_TTL, Policy.MIN_TTL, Policy.MAX_TTL, Policy.MAX_TTL);
        if (min.compareTo(max) > 0) {
            mistake(MIN_TTL, Durations.format(min) + " is above " + MAX_TTL + ", " + Durations.format(max));
        }
        return Policy.of(scope())
                .allowing(allowed)
                .preferring(preferred)
                .with(failover())
                .withLockDelay(duration(LOCK_DELAY, Duration.ZERO, Policy.MAX_TTL, Duration.ZERO))
                .withTtl(min, max)
                .with(times());
    }

    private PromotionTimes times() {
        PromotionTimes otherwise = PromotionTimes.DEFAULT;
        return new PromotionTimes(
                duration(COOL_DOWN, Duration.ZERO, PromotionTimes.MAX_COOL_DOWN, otherwise.coolDown()),
                duration(DRAIN, LEAST, PromotionTimes.MAX, otherwise.drain()),
                duration(COMPLETION, LEAST, PromotionTimes.MAX, otherwise.completion()));
    }

    private String scope() {
        Node node = fields.get(SCOPE);
        if (node == null) {
            mistakes.add(line, SCOPE, "missing: expected a prefix that ends with '/', '' for all, or a resource");
            return "";
        }
        int before = mistakes.count();
        String text = text(SCOPE, node);
        String scope = text.isEmpty() ? "" : converted(SCOPE, () -> new Converters.Resource().convert(text), "");
        scopeRight = mistakes.count() == before;
        return scope;
    }

    /** Whether the policy that was read has the scope that is written. */
    boolean isScopeRight() {
        return scopeRight;
    }

    private List<String> regions(String field) {
        Node node = fields.get(field);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            mistake(field, "expected a list of regions, e.g. [us-east, us-west]");
            return List.of();
        }
        var regions = new ArrayList<String>();
        for (Node one : sequence.getValue()) {
            String region = text(field, one);
            String known = region.isEmpty() ? "" : converted(field, () -> new Converters.Region().convert(region), "");
            if (regions.contains(known)) {
                mistakes.add(PolicyParser.line(one), field, Text.printable(known) + " stands in it twice");
            } else if (!known.isEmpty()) {
                regions.add(known);
            }
        }
        if (regions.size() > MAX_REGIONS) {
            mistake(field, regions.size() + " regions, expected at most " + MAX_REGIONS);
        }
        return regions;
    }

    private Failover failover() {
        Node node = fields.get(FAILOVER);
        if (node == null) {
            return Failover.AUTOMATIC;
        }
        String text = text(FAILOVER, node);
        if (text.equals("AUTOMATIC")) {
            return Failover.AUTOMATIC;
        }
        if (!text.equals("MANUAL")) {
            mistake(FAILOVER, "'" + Text.printable(Text.cut(text, 40)) + "' is none: expected AUTOMATIC or MANUAL");
        }
        return Failover.MANUAL;
    }

    private Duration duration(String field, Duration least, Duration most, Duration otherwise) {
        Node node = fields.get(field);
        if (node == null) {
            return otherwise;
        }
        String text = text(field, node);
        return converted(field, () -> Durations.parse(text, least, most), otherwise);
    }

    /** YAML's guesses at types are passed over: what is written is meant. Empty with a mistake if it is no text. */
    private String text(String field, Node node) {
        if (node instanceof ScalarNode scalar) {
            if (scalar.getValue().isEmpty() && !field.equals(SCOPE)) {
                mistakes.add(PolicyParser.line(node), field, "is empty");
            }
            return scalar.getValue();
        }
        mistakes.add(PolicyParser.line(node), field, "expected one value, not a list or a map");
        return "";
    }

    private <T> T converted(String field, Supplier<T> conversion, T otherwise) {
        try {
            return conversion.get();
        } catch (TypeConversionException | IllegalArgumentException e) {
            mistake(field, e.getMessage());
            return otherwise;
        }
    }

    private void mistake(String field, String why) {
        mistakes.add(PolicyParser.line(fields.get(field)), field, why);
    }
}
