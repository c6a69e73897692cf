package io.arbiter.server.access;

import io.arbiter.core.auth.Permission;
import io.arbiter.v1.Call;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What one kind of call takes: all of this.
 *
 * @param binding whether a role must be bound to the caller, be it for nothing
 * @param permission the one that every such call needs; empty if none, or if that depends on the call
 * @param needs what the call needs: an empty name for what concerns no resource
 * @param session the session that the call acts as, which must be the caller's own
 */
public record Rule(
        boolean binding,
        Optional<Permission> permission,
        Function<Call, List<Need>> needs,
        Function<Call, OptionalLong> session) {

    /** A permission with a resource. */
    record Need(Permission permission, String resource) {}

    /** For everyone with a certificate that the cluster trusts. */
    static Rule anyone() {
        return new Rule(false, Optional.empty(), call -> List.of(), call -> OptionalLong.empty());
    }

    /** For everyone to whom a role is bound; what the answer shows is filtered. */
    static Rule bound() {
        return new Rule(true, Optional.empty(), call -> List.of(), call -> OptionalLong.empty());
    }

    static Rule of(Permission permission, Function<Call, String> resource) {
        return ofAll(permission, call -> List.of(resource.apply(call)));
    }

    static Rule ofAll(Permission permission, Function<Call, List<String>> resources) {
        return new Rule(
                true,
                Optional.of(permission),
                call -> resources.apply(call).stream()
                        .map(resource -> new Need(permission, resource))
                        .toList(),
                call -> OptionalLong.empty());
    }

    /** For whoever may do all that the call asks for; no role is needed for what is never refused. */
    static Rule each(Function<Call, List<Need>> needs) {
        return new Rule(false, Optional.empty(), needs, call -> OptionalLong.empty());
    }

    /** For everything at once, and for what concerns no resource. */
    static Rule everywhere(Permission permission) {
        return of(permission, call -> "");
    }

    /** Letting go is never refused to whom the session belongs. */
    static Rule ownSession(ToLongFunction<Call> session) {
        return anyone().as(session);
    }

    /** The same, acting as a session. */
    Rule as(ToLongFunction<Call> itsSession) {
        return new Rule(binding, permission, needs, call -> OptionalLong.of(itsSession.applyAsLong(call)));
    }
}
