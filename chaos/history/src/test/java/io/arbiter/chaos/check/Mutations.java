package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Breaks one thing in a history that is right, such that it certainly is wrong; or finds nothing to break. */
final class Mutations {
    private static final int NEW_PROCESS = 1_000_000;

    private Mutations() {}

    /** A read shows a value that nobody ever wrote. */
    static Optional<History> inventedValue(History history) {
        return ok(history, "read").reduce((one, last) -> last).map(read -> completed(history, read, "value", -1L));
    }

    /** A late read shows a value that an acknowledged write had replaced. */
    static Optional<History> staleRead(History history) {
        return firstPair(history, "write", "write", (older, newer) -> precedes(older, newer) && sameKey(older, newer))
                .flatMap(pair -> ok(history, "read")
                        .filter(read -> sameKey(read, pair.newer()) && precedes(pair.newer(), read))
                        .reduce((one, last) -> last)
                        .map(read -> completed(
                                history,
                                read,
                                "value",
                                pair.older().invocation().value().get("value"))));
    }

    /** A write whose value was read never happened. */
    static Optional<History> droppedWrite(History history) {
        return firstPair(
                        history,
                        "write",
                        "read",
                        (write, read) -> sameKey(write, read)
                                && write.invocation()
                                        .value()
                                        .get("value")
                                        .equals(read.result().value().get("value")))
                .map(pair -> without(history, List.of(pair.older())));
    }

    /** Two reads, one after the other, change places. */
    static Optional<History> swappedReads(History history) {
        return firstPair(
                        history,
                        "read",
                        "read",
                        (one, other) -> sameKey(one, other)
                                && precedes(one, other)
                                && writesInOrder(
                                        history,
                                        one.result().value().get("value"),
                                        other.result().value().get("value")))
                .map(pair -> {
                    Object first = pair.older().result().value().get("value");
                    Object second = pair.newer().result().value().get("value");
                    return completed(completed(history, pair.older(), "value", second), pair.newer(), "value", first);
                });
    }

    private static boolean writesInOrder(History history, Object older, Object newer) {
        return ok(history, "write")
                .anyMatch(write -> Objects.equals(write.invocation().value().get("value"), older)
                        && ok(history, "write")
                                .anyMatch(later -> precedes(write, later)
                                        && Objects.equals(
                                                later.invocation().value().get("value"), newer)));
    }

    /** A cas that found another value is reported as done. */
    static Optional<History> casOfAnotherValue(History history) {
        return ok(history, "cas").reduce((one, last) -> last).map(cas -> bothChanged(history, cas, "from", -1L));
    }

    /** A grant has a token that another client had been granted before on the same resource. */
    static Optional<History> repeatedToken(History history) {
        return firstPair(history, "acquire", "acquire", Mutations::handover)
                .map(pair -> completed(history, pair.newer(), "token", token(pair.older())));
    }

    /** A grant has a smaller token than one that another client had been granted before on the same resource. */
    static Optional<History> smallerToken(History history) {
        return firstPair(history, "acquire", "acquire", Mutations::handover)
                .map(pair -> completed(history, pair.newer(), "token", token(pair.older()) - 1));
    }

    /** A read names the holder before the last one. */
    static Optional<History> staleHolder(History history) {
        return firstPair(history, "acquire", "acquire", Mutations::handover)
                .flatMap(pair -> ok(history, "holder")
                        .filter(read -> sameResource(read, pair.newer()) && precedes(pair.newer(), read))
                        .reduce((one, last) -> last)
                        .map(read -> completed(
                                completed(history, read, "token", token(pair.older())),
                                read,
                                "client",
                                client(pair.older()))));
    }

    /** A session that lost a lease is renewed all the same. */
    static Optional<History> renewedThoughLost(History history) {
        return firstPair(
                        history,
                        "acquire",
                        "acquire",
                        (lost, next) -> handover(lost, next) && lastsWithSession(history, lost, next.completedAt()))
                .map(pair -> inserted(
                        history, pair.newer().completedAt() + 1, "renew", Map.of("client", client(pair.older()))));
    }

    private static boolean lastsWithSession(History history, Call lost, int until) {
        List<Call> own = history.calls().stream()
                .filter(call -> client(lost).equals(client(call)))
                .toList();
        boolean letGo = own.stream()
                .anyMatch(call -> call.is("release") && call.invocation().number("token") == token(lost));
        boolean beganAnew = own.stream()
                .anyMatch(call -> call.is("open")
                        && call.invokedAt() < until
                        && (!call.isOk() || call.completedAt() > lost.invokedAt()));
        return !letGo && !beganAnew && own.stream().anyMatch(call -> call.is("renew"));
    }

    /** A gate is reported open until after the next grant. */
    static Optional<History> lingeringGate(History history) {
        return firstPair(
                        history,
                        "gate",
                        "acquire",
                        (gate, next) -> sameResource(gate, next)
                                && precedes(gate, next)
                                && !client(gate).equals(client(next))
                                && token(next) > gate.invocation().number("token"))
                .map(pair -> completed(
                        history, pair.older(), "until", pair.newer().result().time() + 1));
    }

    /** A write that was rejected for its token is reported as accepted. */
    static Optional<History> acceptedStaleWrite(History history) {
        List<Call> calls = history.calls();
        return calls.stream()
                .filter(call -> call.invocation().f().startsWith("guarded")
                        && call.outcome() == OperationType.FAIL
                        && calls.stream()
                                .anyMatch(higher -> higher.invocation().f().startsWith("guarded")
                                        && higher.isOk()
                                        && sameResource(higher, call)
                                        && precedes(higher, call)
                                        && higher.invocation().number("token")
                                                > call.invocation().number("token")))
                .findFirst()
                .map(call -> replaced(
                        history,
                        call.completion().orElseThrow(),
                        new Operation(
                                call.invocation().process(),
                                OperationType.OK,
                                call.invocation().f(),
                                call.completion().orElseThrow().value(),
                                call.completion().orElseThrow().time(),
                                "")));
    }

    /** The highest token of all is reported as stale. */
    static Optional<History> rejectedHighest(History history) {
        return history.calls().stream()
                .filter(call -> call.is("guarded_write") && call.isOk())
                .filter(call -> history.calls().stream()
                        .noneMatch(other -> other.invocation().f().startsWith("guarded")
                                && sameResource(other, call)
                                && other.invocation().number("token")
                                        > call.invocation().number("token")))
                .findFirst()
                .map(call -> replaced(
                        history,
                        call.result(),
                        new Operation(
                                call.invocation().process(),
                                OperationType.FAIL,
                                call.invocation().f(),
                                call.result().value(),
                                call.result().time(),
                                "stale")));
    }

    /** A write was made on an older base than the one that was there. */
    static Optional<History> olderBase(History history) {
        return firstPair(
                        history,
                        "guarded_write",
                        "guarded_write",
                        (older, newer) -> sameResource(older, newer) && precedes(older, newer))
                .map(pair -> bothChanged(
                        history,
                        pair.newer(),
                        "base",
                        pair.older().invocation().value().get("base")));
    }

    /** A read shows the base of an acknowledged write. */
    static Optional<History> undoneGuardedWrite(History history) {
        return firstPair(
                        history,
                        "guarded_write",
                        "guarded_read",
                        (write, read) -> sameResource(write, read)
                                && precedes(write, read)
                                && ok(history, "guarded_write")
                                        .noneMatch(other -> sameResource(other, write)
                                                && other.completedAt() > write.completedAt()))
                .map(pair -> completed(
                        history,
                        pair.newer(),
                        "base",
                        pair.older().invocation().value().get("base")));
    }

    private record Pair(Call older, Call newer) {}

    private static Stream<Call> ok(History history, String f) {
        return history.calls().stream().filter(call -> call.isOk() && call.is(f));
    }

    private static Optional<Pair> firstPair(History history, String f, String g, BiPredicate<Call, Call> fits) {
        List<Call> others = ok(history, g).toList();
        return ok(history, f)
                .flatMap(one -> others.stream()
                        .filter(other -> other != one && fits.test(one, other))
                        .map(other -> new Pair(one, other)))
                .findFirst();
    }

    private static boolean precedes(Call one, Call other) {
        return one.completedAt() < other.invokedAt();
    }

    private static boolean handover(Call one, Call other) {
        return sameResource(one, other) && precedes(one, other) && !client(one).equals(client(other));
    }

    private static boolean sameKey(Call one, Call other) {
        return one.invocation()
                .value()
                .get("key")
                .equals(other.invocation().value().get("key"));
    }

    private static boolean sameResource(Call one, Call other) {
        return one.invocation().text("resource").equals(other.invocation().text("resource"));
    }

    private static String client(Call call) {
        return call.invocation().text("client");
    }

    private static long token(Call call) {
        return call.result().number("token");
    }

    private static History completed(History history, Call call, String field, Object value) {
        return with(history, Set.of(call.completedAt()), field, value);
    }

    private static History bothChanged(History history, Call call, String field, Object value) {
        return with(history, Set.of(call.invokedAt(), call.completedAt()), field, value);
    }

    private static History with(History history, Set<Integer> places, String field, Object value) {
        List<Operation> operations = new ArrayList<>(history.operations());
        for (int at : places) {
            Operation operation = operations.get(at);
            Map<String, Object> fields = new LinkedHashMap<>(operation.value());
            fields.put(field, value);
            operations.set(
                    at,
                    new Operation(
                            operation.process(),
                            operation.type(),
                            operation.f(),
                            fields,
                            operation.time(),
                            operation.error()));
        }
        return new History(operations);
    }

    private static History replaced(History history, Operation operation, Operation by) {
        List<Operation> operations = new ArrayList<>(history.operations());
        operations.set(operations.indexOf(operation), by);
        return new History(operations);
    }

    private static History without(History history, Collection<Call> calls) {
        Set<Operation> gone = new HashSet<>();
        calls.forEach(call -> {
            gone.add(call.invocation());
            call.completion().ifPresent(gone::add);
        });
        Predicate<Operation> isGone = gone::contains;
        return history.filter(isGone.negate());
    }

    private static History inserted(History history, int at, String f, Map<String, Object> fields) {
        List<Operation> operations = new ArrayList<>(history.operations());
        long time = operations.get(at - 1).time();
        operations.addAll(
                at,
                List.of(
                        new Operation(NEW_PROCESS, OperationType.INVOKE, f, fields, time, ""),
                        new Operation(NEW_PROCESS, OperationType.OK, f, fields, time, "")));
        return new History(operations);
    }
}
