package io.arbiter.server.read;

import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.Session;
import io.arbiter.core.machine.State;
import io.arbiter.core.policy.Policies;
import io.arbiter.core.policy.Violation;
import io.arbiter.v1.PolicyFinding;
import io.arbiter.v1.PolicyFinding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What policies, which need not be in force yet, mean for who holds and waits. */
final class PolicyFindings {
    private final State state;
    private final Policies policies;

    PolicyFindings(State state, Policies policies) {
        this.state = state;
        this.policies = policies;
    }

    List<PolicyFinding> of(Resource resource) {
        var findings = new ArrayList<PolicyFinding>();
        resource.lease()
                .flatMap(lease -> outside(resource, Kind.KIND_KEEPS_LEASE, lease.session(), lease.token()))
                .ifPresent(findings::add);
        resource.confinement().ifPresent(last -> findings.add(confined(resource, last)));
        for (Resource.Waiter waiter : resource.waiters()) {
            outside(resource, Kind.KIND_LOSES_WAIT, waiter.session(), 0).ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<PolicyFinding> outside(Resource resource, Kind kind, long id, long token) {
        Session session = state.session(id).orElseThrow();
        SessionSpec spec = session.spec();
        return policies.violation(resource.name(), spec.region(), spec.ttlMillis())
                .map(violation -> finding(resource, kind, session, token, violation));
    }

    private static PolicyFinding finding(
            Resource resource, Kind kind, Session session, long token, Violation violation) {
        return PolicyFinding.newBuilder()
                .setKind(kind)
                .setResource(resource.name())
                .setSessionId(session.id())
                .setRegion(session.spec().region())
                .setHolder(session.spec().holder())
                .setToken(token)
                .setScope(violation.scope())
                .setField(violation.field())
                .setFound(violation.found())
                .setAllowed(violation.allowed())
                .build();
    }

    private boolean stays(Resource resource) {
        return policies.isFailoverManual(resource.name())
                || state.pauses().of(resource.name()).isPresent();
    }

    private PolicyFinding confined(Resource resource, Resource.Confinement last) {
        var finding = PolicyFinding.newBuilder()
                .setResource(resource.name())
                .setSessionId(last.session())
                .setRegion(last.region())
                .setToken(last.token());
        String scope = policies.of(resource.name())
                .map(stored -> stored.policy().scope())
                .orElse("");
        if (policies.strands(resource.name(), last.region())) {
            finding.setKind(Kind.KIND_STRANDED)
                    .setField("region")
                    .setFound(last.region())
                    .setAllowed(policies.allowed(scope, "region"));
        } else {
            finding.setKind(stays(resource) ? Kind.KIND_CONFINED : Kind.KIND_FREED);
        }
        return finding.setScope(scope).build();
    }
}
