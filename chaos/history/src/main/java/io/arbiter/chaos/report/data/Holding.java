package io.arbiter.chaos.report.data;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A lease as the observer knows it: from when its holder received it until the holder asked to release it, or until a
 * client received the next token. The truth may differ at both ends by the time that an answer takes.
 *
 * @param from nanoseconds since the run started
 */
public record Holding(String client, String token, long from, long to) {
    /** Of one resource, in the order of their start. @param end of the run */
    public static List<Holding> of(List<Call> calls, long end) {
        Map<String, Long> released = new TreeMap<>();
        calls.stream()
                .filter(call -> call.is("release"))
                .forEach(call -> released.putIfAbsent(
                        Fields.of(call, "token"), call.invocation().time()));
        List<Call> grants = calls.stream()
                .filter(call -> call.is("acquire") && call.isOk())
                .sorted(Comparator.comparingLong(call -> call.result().time()))
                .toList();
        List<Holding> holdings = new ArrayList<>();
        for (Call grant : grants) {
            Operation told = grant.result();
            String token = Fields.of(told, "token");
            long to = Math.min(released.getOrDefault(token, end), superseded(holdings.size(), grants, end));
            holdings.add(new Holding(Fields.of(grant, "client"), token, told.time(), Math.max(told.time(), to)));
        }
        return holdings;
    }

    private static long superseded(int index, List<Call> grants, long end) {
        String token = Fields.of(grants.get(index), "token");
        return grants.subList(index + 1, grants.size()).stream()
                .filter(later -> !Fields.of(later, "token").equals(token))
                .mapToLong(later -> later.result().time())
                .findFirst()
                .orElse(end);
    }
}
