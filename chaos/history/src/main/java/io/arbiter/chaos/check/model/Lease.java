package io.arbiter.chaos.check.model;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.OperationType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A lease with fencing tokens: acquire, release, reads of the holder, and the sessions that it lasts with.
 *
 * <p>A lease may expire at any moment, unobserved; and an acquire that was repeated in flight, or whose client gave up,
 * may be granted at any later time. So a model can convict only what no expiry and no late grant explains:
 * <ul>
 * <li>a grant whose token is not above every token seen before, unless it is the holder's own lease again;
 * <li>a holder seen with a token below one seen before, with one that ended, or who never asked;
 * <li>two holders of one token;
 * <li>a release that was carried out for a client that was never granted the token (a release of the client's own ended
 *     token may be reported as done: it is repeated, or a client finds that its session has ended anyway);
 * <li>of clients that keep their sessions themselves (they have {@code open} and {@code renew} in the history): a
 *     session that is renewed, or is granted something, after it lost a lease that it had not released. A lease ends
 *     with its session, not before it; the next session starts with {@code open}.
 * </ul>
 * The last rule knows no handover and no operator who breaks a lease. Failed calls tell nothing: a refusal may have
 * many reasons. S1 across different resources is for {@link io.arbiter.chaos.check.TokenOrder}.
 */
public final class Lease implements Model<LeaseState> {
    private static final Set<String> OF_RESOURCE = Set.of("acquire", "release", "holder");

    private final LeaseFacts facts;

    Lease(LeaseFacts facts) {
        this.facts = facts;
    }

    /** The leases of a history, by their {@code resource}, each with the sessions of its holders. */
    public static List<Part<?>> parts(List<Call> calls) {
        Set<String> keepers = LeaseFacts.sessionKeepers(calls);
        Map<String, List<Call>> byResource = History.by(
                "resource",
                calls.stream()
                        .filter(call -> OF_RESOURCE.contains(call.invocation().f()))
                        .toList());
        List<Part<?>> parts = new ArrayList<>();
        byResource.forEach((resource, ofResource) -> parts.add(new Part<>(
                "resource " + resource,
                new Lease(new LeaseFacts(ofResource, calls, keepers)),
                withSessions(calls, resource, ofResource, keepers))));
        return parts;
    }

    private static List<Call> withSessions(
            List<Call> calls, String resource, List<Call> ofResource, Set<String> keepers) {
        Set<String> concerned = ofResource.stream()
                .filter(call -> call.is("acquire") && call.isOk())
                .map(Call::client)
                .filter(keepers::contains)
                .collect(Collectors.toSet());
        return calls.stream()
                .filter(call -> OF_RESOURCE.contains(call.invocation().f())
                        ? resource.equals(call.invocation().text("resource"))
                        : isOfSession(call) && concerned.contains(call.client()))
                .toList();
    }

    private static boolean isOfSession(Call call) {
        return call.is("open") || call.is("renew");
    }

    @Override
    public LeaseState initial() {
        return LeaseState.NEVER_GRANTED;
    }

    @Override
    public LeaseState step(LeaseState state, Call call) {
        return switch (call.invocation().f()) {
            case "acquire" -> acquire(state, call, call.client(), call.result().number("token"));
            case "release" ->
                release(state, call, call.client(), call.invocation().number("token"));
            case "holder" -> holder(state, call);
            case "open" -> state.withSessionOf(call.client());
            default -> state.gone().contains(call.client()) ? null : state;
        };
    }

    private LeaseState acquire(LeaseState state, Call call, String client, long token) {
        boolean lasting = facts.keepsSession(client);
        if (token <= state.token()) {
            return state.isHeldBy(client, token) ? state.heldBy(client, token, lasting) : null;
        }
        LeaseState lost = lost(state, call);
        return lost.gone().contains(client) ? null : lost.heldBy(client, token, lasting);
    }

    private LeaseState release(LeaseState state, Call call, String client, long token) {
        if (!facts.hadAsked(client, call) || facts.grantToAnother(call).isPresent()) {
            return null;
        }
        if (state.isHeldBy(client, token)) {
            return state.free();
        }
        if (token > state.token()) {
            return lost(state, call).heldBy(client, token, false).free();
        }
        return state;
    }

    private LeaseState holder(LeaseState state, Call call) {
        String client = call.result().text("client");
        if (client == null) {
            return lost(state, call);
        }
        long token = call.result().number("token");
        if (!facts.hadAsked(client, call)) {
            return null;
        }
        if (token <= state.token()) {
            return state.isHeldBy(client, token) ? state : null;
        }
        return lost(state, call).heldBy(client, token, false);
    }

    /** The lease has ended by the time of {@code call}: of itself, or by a release of unknown fate. */
    private LeaseState lost(LeaseState state, Call call) {
        boolean withSession = state.lasting() && !facts.hadReleased(state.token(), call);
        return withSession ? state.free().withGone(state.holder()) : state.free();
    }

    /** An acquire or release of unknown fate only makes possible what the facts allow anyway. */
    @Override
    public List<Call> relevant(List<Call> calls) {
        return calls.stream()
                .filter(call -> call.isOk() || call.outcome() == OperationType.INFO && call.is("open"))
                .toList();
    }

    @Override
    public boolean isRead(Call call) {
        return call.is("holder") || call.is("renew");
    }

    /** A session started between two uses excuses its client; and a grant has to show whose a released token is. */
    @Override
    public List<Call> needed(Collection<Call> leaving, Collection<Call> staying) {
        Set<Call> shown = staying.stream()
                .filter(call -> call.is("release"))
                .flatMap(release -> facts.grantToAnother(release).stream())
                .collect(Collectors.toSet());
        return leaving.stream()
                .filter(call -> shown.contains(call) || call.is("open") && mayExcuse(call, staying))
                .toList();
    }

    private static boolean mayExcuse(Call open, Collection<Call> staying) {
        List<Call> uses = staying.stream()
                .filter(call -> call.is("acquire") || call.is("renew"))
                .filter(call -> call.client().equals(open.client()))
                .toList();
        int end = open.isOk() ? open.completedAt() : Integer.MAX_VALUE;
        return uses.stream()
                .anyMatch(grant -> grant.is("acquire")
                        && grant.invokedAt() < end
                        && uses.stream().anyMatch(use -> use != grant && use.completedAt() > open.invokedAt()));
    }
}
