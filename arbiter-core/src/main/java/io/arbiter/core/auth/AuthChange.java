package io.arbiter.core.auth;

/** A change of who may do what. */
public sealed interface AuthChange {
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
