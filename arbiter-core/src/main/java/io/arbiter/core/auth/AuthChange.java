package io.arbiter.core.auth;

/** A change of who may do what. */
public sealed interface AuthChange {
    /** What the history and watchers see of it. */
    default AuthChange withoutSecrets() {
        return this;
    }

    /** Adds the role, or puts it in the place of the one with its name. */
    record PutRole(Role role) implements AuthChange {
        @Override
        public String toString() {
            return "role " + role.name();
        }
    }

    /** Forgets the role, which must not be bound to anybody. */
    record DeleteRole(String name) implements AuthChange {
        @Override
        public String toString() {
            return "role " + name;
        }
    }

    record PutBinding(Binding binding) implements AuthChange {
        @Override
        public String toString() {
            return binding.toString();
        }
    }

    record DeleteBinding(Binding binding) implements AuthChange {
        @Override
        public String toString() {
            return binding.toString();
        }
    }

    /**
     * Signs with the next key from now on, and keeps the public half of the one before.
     *
     * @param expected the id of the key that is current; empty if there is none yet
     */
    record RotateKey(String expected, SigningKey next) implements AuthChange {
        @Override
        public AuthChange withoutSecrets() {
            return new RotateKey(expected, next.withoutSecret());
        }

        @Override
        public String toString() {
            return "signing key " + next.id();
        }
    }

    /** Forgets a public key, so that it is published no more. Not the current one. */
    record DropKey(String id) implements AuthChange {
        @Override
        public String toString() {
            return "signing key " + id;
        }
    }

    /** From now on what nobody granted is denied. Who asks becomes an administrator in the same step. */
    record Enable() implements AuthChange {
        @Override
        public String toString() {
            return "authorization";
        }
    }

    /** Nothing is denied any more; roles and bindings stay. */
    record Disable() implements AuthChange {
        @Override
        public String toString() {
            return "authorization";
        }
    }
}
