package io.arbiter.core.transcript;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.command.Step;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.core.policy.PromotionTerms;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Translates a line of a script to the command that it means. */
final class CommandReader {
    private final Map<String, Function<CommandLine, Command>> verbs = new TreeMap<>();

    CommandReader() {
        verbs.put(
                "form",
                l -> new Command.FormCluster(l.word(1), l.number("tokens-above", 0), l.number("sessions-above", 0)));
        verbs.put("open", CommandReader::open);
        verbs.put("renew", l -> new Command.RenewSession(session(l, 1), l.number("known", 0), !l.has("unknowing")));
        verbs.put("close", l -> new Command.CloseSession(session(l, 1)));
        verbs.put("expire", l -> new Command.ExpireSession(session(l, 1), l.number("seen", 0)));
        verbs.put("break-session", l -> new Command.BreakSession(session(l, 1), by(l)));
        verbs.put("acquire", l -> new Command.Acquire(l.word(1), session(l, 2), l.has("wait"), l.number("attempt", 0)));
        verbs.put("cancel", l -> new Command.CancelWait(l.word(1), session(l, 2), l.number("attempt", 0)));
        verbs.put("release", l -> new Command.Release(lease(l)));
        verbs.put("transfer", l -> new Command.Transfer(lease(l), to(l)));
        verbs.put(
                "handover",
                l -> new Command.RequestHandover(
                        l.word(1), token(l), to(l), l.option("by").orElse("alice")));
        verbs.put("break", l -> new Command.BreakLease(l.word(1), token(l), by(l)));
        verbs.put("end-lock-delay", l -> new Command.EndLockDelay(l.word(1), token(l)));
        verbs.put("put", CommandReader::put);
        verbs.put("policy", l -> changed(l, List.of(policy(l)), List.of()));
        verbs.put("delete-policy", l -> changed(l, List.of(), List.of(scope(l))));
        verbs.put("pause", l -> new Command.ChangePauses(true, scope(l), l.number("version", 0), by(l)));
        verbs.put("resume", l -> new Command.ChangePauses(false, scope(l), l.number("version", 0), by(l)));
        verbs.put("request-promotion", l -> new Command.RequestPromotion(promotion(l)));
        verbs.put("cancel-promotion", l -> new Command.CancelPromotion(l.word(1), l.number("id", 1), by(l)));
        verbs.put("complete-promotion", l -> new Command.CompletePromotion(lease(l), l.number("id", 1)));
        verbs.put(
                "end-period", l -> new Command.EndPeriod(l.word(1), PeriodKind.valueOf(l.word(2)), l.number("id", 1)));
        verbs.put("steps", l -> new Command.CommitSteps(session(l, 1), l.number("n", 1), steps(l)));
    }

    /** @throws io.arbiter.core.command.InvalidCommandException if the script names a malformed value */
    Optional<Command> read(CommandLine line) {
        return Optional.ofNullable(verbs.get(line.verb())).map(verb -> verb.apply(line));
    }

    private static Command open(CommandLine line) {
        var acquires = new ArrayList<Command.FirstAcquire>();
        line.names("acquire").forEach(name -> acquires.add(new Command.FirstAcquire(name, false)));
        line.names("queue").forEach(name -> acquires.add(new Command.FirstAcquire(name, true)));
        String client = line.word(1);
        var spec = new SessionSpec(
                client,
                line.option("inc").orElse("x"),
                line.option("holder").orElse(client),
                line.option("region").orElse("us-east"),
                line.number("gen", 0),
                line.duration("ttl", "5s").toMillis(),
                (int) line.number("drift-ppm", 10_000),
                line.duration("lock-delay", "0s").toMillis());
        return new Command.OpenSession(spec, List.copyOf(acquires));
    }

    private static Command put(CommandLine line) {
        OptionalLong expected = line.option("expect")
                .map(v -> OptionalLong.of(Long.parseLong(v)))
                .orElse(OptionalLong.empty());
        Optional<RecordValue> value =
                line.option("value").map(text -> new RecordValue(text.getBytes(StandardCharsets.UTF_8)));
        if (value.isPresent() == line.has("delete")) {
            throw new IllegalArgumentException("put needs either value=... or delete");
        }
        return new Command.PutRecord(lease(line), line.number("seq", 1), expected, value);
    }

    /** Each as {@code acquire:orders}, {@code put:orders:value} or {@code release:orders}; with @token or not. */
    private static List<Step> steps(CommandLine line) {
        var steps = new ArrayList<Step>();
        for (String text : line.names("do")) {
            String[] parts = text.split(":");
            String[] name = parts[1].split("@");
            long token = name.length > 1 ? Long.parseLong(name[1]) : 0;
            steps.add(
                    switch (parts[0]) {
                        case "acquire" -> new Step.Acquire(name[0]);
                        case "release" -> new Step.Release(name[0], token);
                        case "put" ->
                            new Step.Put(
                                    name[0],
                                    token,
                                    token == 0 ? 0 : line.number("seq", 1),
                                    OptionalLong.empty(),
                                    Optional.of(new RecordValue(parts[2].getBytes(StandardCharsets.UTF_8))));
                        default -> throw new IllegalArgumentException("no step: " + text);
                    });
        }
        return steps;
    }

    private static Command changed(CommandLine line, List<Policy> puts, List<String> deletes) {
        return new Command.ChangePolicies(new PolicyChange(line.number("version", 0), puts, deletes), by(line));
    }

    private static Policy policy(CommandLine line) {
        return new Policy(
                scope(line),
                new TreeSet<>(line.names("allow")),
                line.names("prefer"),
                Failover.valueOf(line.option("failover").orElse("AUTOMATIC")),
                line.duration("lock-delay", "0s").toMillis(),
                line.duration("min-ttl", "1s").toMillis(),
                line.duration("max-ttl", "1h").toMillis(),
                new PromotionTerms(
                        line.duration("cool-down", "10M").toMillis(),
                        line.duration("drain", "1M").toMillis(),
                        line.duration("completion", "5M").toMillis()));
    }

    private static PromotionRequest promotion(CommandLine line) {
        return new PromotionRequest(
                line.option("request").orElse("p1"),
                line.word(1),
                line.option("to").orElseThrow(),
                PromotionRequest.Mode.valueOf(line.option("mode").orElse("GRACEFUL")),
                line.has("automated") ? PromotionRequest.Trigger.AUTOMATED : PromotionRequest.Trigger.MANUAL_OVERRIDE,
                token(line),
                line.has("accept-data-loss"),
                line.has("override"),
                by(line));
    }

    /** {@code all} is the empty prefix. */
    private static String scope(CommandLine line) {
        return line.word(1).equals("all") ? "" : line.word(1);
    }

    private static long session(CommandLine line, int position) {
        return CommandLine.session(line.word(position));
    }

    private static LeaseRef lease(CommandLine line) {
        return new LeaseRef(line.word(1), session(line, 2), token(line));
    }

    private static long token(CommandLine line) {
        return line.number("token", 0);
    }

    private static long to(CommandLine line) {
        return CommandLine.session(line.option("to").orElseThrow());
    }

    private static OperatorAction by(CommandLine line) {
        return new OperatorAction(
                line.option("by").orElse("alice"), line.option("comment").orElse("stuck"));
    }
}
