package io.arbiter.core.transcript;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.InvalidCommandException;
import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.event.Event;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.restore.RestoreRefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Plays a script: lines that begin with {@code >} are commands, indented lines are their output, the rest is prose. */
final class Transcript {
    static final String INDENT = "  ";
    /** Small, so that a script can reach them. */
    private static final Limits LIMITS = new Limits(4, 6, 3, 2, 8, 4, 12);

    private final CommandReader reader = new CommandReader();
    private final Words words = new Words();
    private final Cluster cluster = new Cluster(LIMITS);
    private final List<String> printed = new ArrayList<>();
    private StateSnapshot backup;

    /** The script with the present output of its commands. */
    static String play(List<String> script) {
        var transcript = new Transcript();
        var lines = new ArrayList<String>();
        for (String line : script) {
            if (!line.startsWith(INDENT)) {
                lines.add(line);
            }
            if (line.startsWith("> ")) {
                lines.addAll(transcript.print(line.substring(2)));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private List<String> print(String text) {
        printed.clear();
        var line = new CommandLine(text);
        try {
            reader.read(line).ifPresentOrElse(this::apply, () -> steer(line));
            line.requireAllRead();
        } catch (InvalidCommandException e) {
            say("invalid: " + e.getMessage());
        } catch (RestoreRefusedException e) {
            say("refused: " + e.getMessage());
        }
        return printed.stream().map(answer -> INDENT + answer).toList();
    }

    private void apply(Command command) {
        ApplyResult applied = cluster.apply(command);
        say(words.say(applied.outcome()));
        applied.events().forEach(this::say);
    }

    private void steer(CommandLine line) {
        switch (line.verb()) {
            case "advance" -> cluster.advance(CommandLine.duration(line.word(1)));
            case "promote" -> cluster.promote(line.word(1));
            case "demote" -> cluster.demote();
            case "restart" -> cluster.restart(line.word(1));
            case "due" -> cluster.due().forEach(command -> say(words.say(command)));
            case "tick" -> cluster.due().forEach(this::proposeAndApply);
            case "backup" -> backup = cluster.machine().image();
            case "begin-anew" -> cluster.beginAnew();
            case "restore-backup" -> restore(Instant.parse(line.option("at").orElseThrow()));
            case "watch" -> watch(line.number("from", 0));
            case "remaining" -> remaining(line.word(1));
            case "show" -> show(line.word(1));
            default -> throw new IllegalArgumentException("unknown command: " + line.verb());
        }
    }

    private void proposeAndApply(Command command) {
        say("proposed: " + words.say(command));
        apply(command);
    }

    private void restore(Instant at) {
        cluster.restoreBackup(backup, at);
        say("restored, tokens continue after "
                + cluster.machine().state().counters().lastToken());
    }

    private void watch(long from) {
        var history = cluster.machine().state().history();
        history.since(from)
                .ifPresentOrElse(
                        events -> events.forEach(this::say),
                        () -> say("refused: compacted up to revision " + history.compactedRevision()));
    }

    private void remaining(String session) {
        OptionalLong nanos = cluster.leading().tracker.remainingNanos(CommandLine.session(session));
        say(optional(nanos, Words::span));
    }

    private void show(String name) {
        Resource resource = cluster.machine().state().resource(name).orElse(null);
        if (resource == null) {
            say(name + " is idle and forgotten");
            return;
        }
        say(resource.lease().map(lease -> "held: " + Words.lease(lease)).orElse("held by nobody"));
        resource.lockDelay()
                .ifPresent(delay -> say("rests after token " + delay.token() + ", left: "
                        + optional(cluster.leading().tracker.remainingLockDelayNanos(name), Words::span)));
        resource.confinement().ifPresent(last -> say("confined to " + last.region() + " after token " + last.token()));
        resource.condemnation()
                .ifPresent(condemned -> say("condemned by promotion " + condemned.promotion() + ", left: "
                        + optional(
                                cluster.leading().tracker.remainingNanos(name, PeriodKind.CONDEMNATION), Words::span)));
        resource.coolDown()
                .ifPresent(cooling -> say("cools down after promotion " + cooling.promotion() + ", left: "
                        + optional(cluster.leading().tracker.remainingNanos(name, PeriodKind.COOL_DOWN), Words::span)));
        if (!resource.waiters().isEmpty()) {
            say("waiting: "
                    + resource.waiters().stream().map(w -> "s" + w.session()).collect(Collectors.joining(", ")));
        }
        resource.record()
                .ifPresent(record -> say("record: version %d, %s, token=%d, write %d"
                        .formatted(record.version(), record.value().orElseThrow(), record.token(), record.sequence())));
    }

    private static String optional(OptionalLong value, LongFunction<String> saying) {
        return value.isPresent() ? saying.apply(value.getAsLong()) : "unknown";
    }

    private void say(Event event) {
        say("@%d %s".formatted(event.revision(), words.say(event.change())));
    }

    private void say(String line) {
        printed.add(line);
    }
}
