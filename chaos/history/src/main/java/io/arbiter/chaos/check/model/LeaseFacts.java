package io.arbiter.chaos.check.model;

import io.arbiter.chaos.history.History.Call;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Facts that a lease's model takes from the history as a whole, whatever order is tried: the requests made by then. So
 * calls of unknown fate need not be placed in every possible way.
 */
final class LeaseFacts {
    private final Map<String, Integer> firstAsked = new HashMap<>();
    private final Map<Long, List<Call>> releases;
    private final Map<Long, List<Call>> grants;
    private final Set<String> sessionKeepers;

    /**
     * @param ofResource its calls, with any outcome
     * @param all every call: a session that takes over asks for all leases of its predecessor
     */
    LeaseFacts(List<Call> ofResource, List<Call> all, Set<String> sessionKeepers) {
        Stream.concat(
                        ofResource.stream().filter(call -> call.is("acquire")),
                        all.stream()
                                .filter(call ->
                                        call.is("open") && call.invocation().has("takeover")))
                .forEach(call -> firstAsked.merge(call.client(), call.invokedAt(), Math::min));
        releases = ofResource.stream()
                .filter(call -> call.is("release"))
                .collect(Collectors.groupingBy(call -> call.invocation().number("token")));
        grants = ofResource.stream()
                .filter(call ->
                        call.isOk() && !call.is("release") && call.result().has("token"))
                .collect(Collectors.groupingBy(call -> call.result().number("token")));
        this.sessionKeepers = sessionKeepers;
    }

    /**
     * Clients whose sessions are in the history: every start, and renewals. Others (such as those of the client
     * library) may have started a new session at any time, which nobody recorded.
     */
    static Set<String> sessionKeepers(List<Call> calls) {
        Set<String> keepers = clients(calls, "open");
        keepers.retainAll(clients(calls, "renew"));
        return keepers;
    }

    private static Set<String> clients(List<Call> calls, String f) {
        return calls.stream()
                .filter(call -> call.is(f))
                .map(Call::client)
                .collect(Collectors.toCollection(HashSet::new));
    }

    boolean keepsSession(String client) {
        return sessionKeepers.contains(client);
    }

    /** Whether the client had asked for the lease, and so can have been granted it, when {@code call} returned. */
    boolean hadAsked(String client, Call call) {
        return firstAsked.getOrDefault(client, Integer.MAX_VALUE) < call.completedAt();
    }

    /** Whether another call asked to release the token before {@code call} returned. */
    boolean hadReleased(long token, Call call) {
        return releases.getOrDefault(token, List.of()).stream()
                .anyMatch(
                        release -> release.invokedAt() != call.invokedAt() && release.invokedAt() < call.completedAt());
    }

    /** The evidence, by the time of the release, that the token had been granted to another client. */
    Optional<Call> grantToAnother(Call release) {
        return grants.getOrDefault(release.invocation().number("token"), List.of()).stream()
                .filter(grant -> grant.completedAt() < release.completedAt()
                        && !release.client().equals(grant.result().text("client")))
                .findFirst();
    }
}
