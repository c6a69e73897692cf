package io.arbiter.cli.text;

import io.arbiter.v1.AuthChange;
import io.arbiter.v1.Binding;

/** A change of who may do what, in words. */
public final class AuthText {
    private AuthText() {}

    public static String change(AuthChange change) {
        return switch (change.getChangeCase()) {
            case PUT_ROLE -> "role " + change.getPutRole().getName() + " put";
            case DELETE_ROLE -> "role " + change.getDeleteRole() + " deleted";
            case PUT_BINDING -> binding(change.getPutBinding()) + " bound";
            case DELETE_BINDING -> binding(change.getDeleteBinding()) + " unbound";
            case ENABLE -> "authorization enabled";
            case DISABLE -> "authorization disabled";
            case ROTATE_KEY -> "signing key " + change.getRotateKey().getKey() + " made";
            case DROP_KEY -> "signing key " + change.getDropKey() + " dropped";
            case CHANGE_NOT_SET -> "a change of a newer version";
        };
    }

    private static String binding(Binding binding) {
        return binding.getIdentity() + " as " + binding.getRole()
                + (binding.getPrefix().isEmpty() ? "" : " of " + binding.getPrefix());
    }
}
