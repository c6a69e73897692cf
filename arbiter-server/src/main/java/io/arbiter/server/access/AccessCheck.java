package io.arbiter.server.access;

import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.Rights;
import io.arbiter.core.machine.State;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.RefusalFailures;
import io.arbiter.v1.Call;
import java.util.Optional;

/**
 * Holds a call against the state of the node that answers it. For what changes something that is a leader, whose state
 * has all that was acknowledged: a revocation too.
 */
public final class AccessCheck {
    private final State state;
    private final Ownership ownership;
    private final Principal caller;
    private final Rights rights;

    private AccessCheck(State state, Ownership ownership, Principal caller) {
        this.state = state;
        this.ownership = ownership;
        this.caller = caller;
        this.rights = state.rightsOf(caller);
    }

    /** @throws CallException with the first thing that the caller lacks */
    public static void check(State state, Ownership ownership, Call call, Principal caller) {
        var check = new AccessCheck(state, ownership, caller);
        check.region(call);
        check.rule(call, Rules.of(call.getRequestCase()));
    }

    /** Whether {@link #check} lets the call pass. */
    public static boolean allows(State state, Ownership ownership, Call call, Principal caller) {
        try {
            check(state, ownership, call, caller);
            return true;
        } catch (CallException denied) {
            return false;
        }
    }

    /** @throws CallException if the caller may watch nothing under the prefix */
    public static Rights requireWatch(State state, Principal caller, String prefix) {
        var check = new AccessCheck(state, Ownership.EXACT, caller);
        if (!check.rights.maySomewhere(Permission.WATCH, prefix)) {
            throw check.denied(Permission.WATCH, prefix);
        }
        return check.rights;
    }

    /** @throws CallException if the caller has no permission that concerns no resource, or everything */
    public static void requireEverywhere(State state, Principal caller, Permission permission) {
        new AccessCheck(state, Ownership.EXACT, caller).require(permission, "");
    }

    private void rule(Call call, Rule rule) {
        if (call.hasChangeAuth()) {
            changeOfAuth();
            return;
        }
        if (rule.binding()) {
            binding();
        }
        rule.needs().apply(call).forEach(need -> require(need.permission(), need.resource()));
        rule.session().apply(call).ifPresent(this::own);
    }

    private void binding() {
        if (!rights.isBound()) {
            throw RefusalFailures.denied(caller, "has no role here; an administrator can bind one");
        }
    }

    /** Before there are roles, others may prepare them than afterwards. */
    private void changeOfAuth() {
        if (!state.mayChangeAuth(caller)) {
            throw denied(Permission.AUTH, "");
        }
    }

    private void require(Permission permission, String resource) {
        if (!rights.may(permission, resource)) {
            throw denied(permission, resource);
        }
    }

    /** Also while nothing else is denied: a certificate for one region never acts for another. */
    private void region(Call call) {
        String asked = call.getOpenSession().getRegion();
        if (call.hasOpenSession()
                && caller.region().filter(own -> !own.equals(asked)).isPresent()) {
            throw RefusalFailures.denied(caller, "opens no session of region " + asked + ", only of its own");
        }
    }

    /**
     * A session that has ended belongs to nobody: the state machine tells its end, or answers a repeat. One that is not
     * open yet could be by the time that the call is carried out, and be another's.
     */
    private void own(long id) {
        Optional<Principal> owner =
                state.session(id).map(session -> session.spec().owner());
        if (owner.isPresent() && !mayActAs(owner.get())) {
            throw RefusalFailures.denied(caller, "does not own session " + id);
        }
        if (id > state.counters().lastSession()) {
            throw new Refusal.SessionUnknown(id).accept(new RefusalFailures());
        }
    }

    /** Sessions from before there were certificates, or of a time with them, live on until authorization is enabled. */
    private boolean mayActAs(Principal owner) {
        return ownership.isOwner(owner, caller)
                || (owner.isNobody() || caller.isNobody()) && !state.auth().enabled();
    }

    private CallException denied(Permission permission, String resource) {
        return new Refusal.PermissionDenied(caller, permission, resource).accept(new RefusalFailures());
    }
}
