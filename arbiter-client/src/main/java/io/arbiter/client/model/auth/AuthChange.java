package io.arbiter.client.model.auth;

/** A change of who may do what. Repeating one is safe. */
public sealed interface AuthChange {
    /** Adds the role, or puts it in the place of the one with its name. */
    record PutRole(Role role) implements AuthChange {}

    /** Forgets the role of this name, which must not be bound to anybody. */
    record DeleteRole(String name) implements AuthChange {}

    /** Adds the binding. */
    record PutBinding(Binding binding) implements AuthChange {}

    /** Removes the binding. Waits and watches that rest on it end. */
    record DeleteBinding(Binding binding) implements AuthChange {}

    /** From now on what nobody granted is denied. Who asks becomes an administrator in the same step. */
    record Enable() implements AuthChange {}

    /** Nothing is denied any more; roles and bindings stay. */
    record Disable() implements AuthChange {}

    /**
     * Grants are signed with a new key from now on; the public half of the one before is still published.
     *
     * @param expected the id of the key that is current, empty if there is none; if another one is, nothing is done,
     *     but for a repeat
     */
    record RotateKey(String expected) implements AuthChange {}

    /** Forgets the public key with this id, which must not be the current one. */
    record DropKey(String id) implements AuthChange {}
}
