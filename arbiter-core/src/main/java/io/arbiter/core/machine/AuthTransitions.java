package io.arbiter.core.machine;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.AuthState;
import io.arbiter.core.auth.Binding;
import io.arbiter.core.auth.BuiltInRoles;
import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.SigningKeys;
import io.arbiter.core.command.Command.ChangeAuth;
import io.arbiter.core.event.Event;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * Changes of who may do what. Whoever changes it is judged here, where the change takes effect, and not only where the
 * request came in: of two administrators who unbind each other, one wins.
 */
final class AuthTransitions {
    /**
     * The role in a certificate that may prepare and enable authorization. Before there is any binding, the word of the
     * authority that issued the certificate is all there is, and every node reads it alike.
     */
    private static final String FOUNDER = "operator";

    private final State state;
    private final Grants grants;

    AuthTransitions(State state, Grants grants) {
        this.state = state;
        this.grants = grants;
    }

    Outcome change(ApplyContext step, ChangeAuth command) {
        Principal caller = command.by().caller();
        if (!mayChange(state.auth(), caller)) {
            return new Refusal.PermissionDenied(caller, Permission.AUTH, "");
        }
        AuthState next = next(step, command.change(), caller);
        return refusal(command.change(), next, caller).orElseGet(() -> take(step, command, next));
    }

    static boolean mayChange(AuthState auth, Principal caller) {
        return auth.enabled()
                ? auth.rightsOf(caller).mayEverywhere(Permission.AUTH)
                : caller.certifiedRole().filter(FOUNDER::equals).isPresent();
    }

    private AuthState next(ApplyContext step, AuthChange change, Principal caller) {
        AuthState auth = state.auth();
        if (change instanceof AuthChange.PutRole put) {
            return auth.with(put.role());
        } else if (change instanceof AuthChange.DeleteRole delete) {
            return auth.withoutRole(delete.name());
        } else if (change instanceof AuthChange.PutBinding put) {
            return auth.with(put.binding());
        } else if (change instanceof AuthChange.DeleteBinding delete) {
            return auth.without(delete.binding());
        } else if (change instanceof AuthChange.RotateKey rotate) {
            return auth.with(rotated(auth.keys(), rotate, step.wallMillis));
        } else if (change instanceof AuthChange.DropKey drop) {
            return auth.with(auth.keys().without(drop.id()));
        } else if (change instanceof AuthChange.Enable && !auth.enabled()) {
            return auth.with(new Binding(caller.identity(), BuiltInRoles.ADMINISTRATOR, ""))
                    .withEnabled(true);
        }
        return auth.withEnabled(change instanceof AuthChange.Enable);
    }

    /** Unchanged by a repeat: the key that was drawn for it is never used. */
    private static SigningKeys rotated(SigningKeys keys, AuthChange.RotateKey rotate, long wallMillis) {
        return keys.isReplaced(rotate.expected()) ? keys : keys.rotatedTo(rotate.next(), wallMillis);
    }

    private Optional<Outcome> refusal(AuthChange change, AuthState next, Principal caller) {
        if (change instanceof AuthChange.PutBinding put
                && next.role(put.binding().role()).isEmpty()) {
            return Optional.of(new Refusal.RoleUnknown(put.binding().role()));
        } else if (change instanceof AuthChange.DeleteRole delete && next.isBound(delete.name())) {
            return Optional.of(new Refusal.RoleBound(delete.name()));
        } else if (change instanceof AuthChange.RotateKey || change instanceof AuthChange.DropKey) {
            return keyRefusal(change);
        } else if (next.roles().size() > AuthState.MAX_ROLES) {
            return Optional.of(new Refusal.LimitExceeded("roles", AuthState.MAX_ROLES));
        } else if (next.bindings().size() > AuthState.MAX_BINDINGS) {
            return Optional.of(new Refusal.LimitExceeded("bindings", AuthState.MAX_BINDINGS));
        }
        return next.enabled() && !mayChange(next, caller)
                ? Optional.of(new Refusal.LocksOut(caller))
                : Optional.empty();
    }

    private Optional<Outcome> keyRefusal(AuthChange change) {
        SigningKeys keys = state.auth().keys();
        if (change instanceof AuthChange.DropKey drop && drop.id().equals(keys.currentId())) {
            return Optional.of(new Refusal.KeyInUse(drop.id()));
        }
        return change instanceof AuthChange.RotateKey rotate
                        && !rotate.expected().equals(keys.currentId())
                        && !keys.isReplaced(rotate.expected())
                ? Optional.of(new Refusal.KeyNotCurrent(rotate.expected(), keys.currentId()))
                : Optional.empty();
    }

    private Outcome take(ApplyContext step, ChangeAuth command, AuthState next) {
        if (!next.equals(state.auth())) {
            state.setAuth(next);
            step.emit(new Event.AccessChanged(command.change().withoutSecrets(), command.by()));
            endWaitsWithoutRight(step);
        }
        return new Outcome.AuthChanged();
    }

    /** So that nobody who waits lacks the right, and a grant from the queue need not ask. */
    private void endWaitsWithoutRight(ApplyContext step) {
        if (!state.auth().enabled()) {
            return;
        }
        for (Session session : state.sessions().values()) {
            for (String name : List.copyOf(session.waits())) {
                if (!state.mayAcquire(session, name)) {
                    grants.leaveQueue(step, state.resourceOrNew(name), session);
                    step.emit(new Event.WaitRevoked(name, session.id()));
                }
            }
        }
    }
}
