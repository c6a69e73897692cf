package io.arbiter.server.access;

import static io.arbiter.server.access.Person.refusal;
import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.await;
import static io.arbiter.server.testing.Requests.release;
import static io.arbiter.server.tls.TlsCluster.NODES;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.v1.AcquireResponse;
import io.arbiter.v1.AcquireStep;
import io.arbiter.v1.CommitStepsRequest;
import io.arbiter.v1.Grant;
import io.arbiter.v1.Permission;
import io.arbiter.v1.PutRecordStep;
import io.arbiter.v1.ReleaseStep;
import io.arbiter.v1.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What nobody granted is denied, and what was revoked is denied at once. */
class RightsInForceTest extends AuthorizedCluster {
    /** Before it is enabled, a certificate for the role of operator is asked for; afterwards a binding is. */
    @Test
    void thereIsNoWindowInWhichEveryoneIsAdministrator() {
        var bob = Person.of(AUTHORITY, "spiffe://arbiter/operator/bob" + own, cluster);
        assertThat(refusal(() -> nothingOf(bob::enable))).isEqualTo(DENIED);
        assertThat(refusal(() -> nothingOf(() -> bob.bind(bob.identity(), "administrator", ""))))
                .isEqualTo(DENIED);
        ann.disable();
        for (Person person : List.of(east, west)) {
            assertThat(refusal(() -> nothingOf(person::enable))).isEqualTo(DENIED);
            assertThat(refusal(() -> nothingOf(() -> person.bind(person.identity(), "administrator", ""))))
                    .isEqualTo(DENIED);
        }
        bob.close();
    }

    private static Object nothingOf(Runnable action) {
        action.run();
        return "";
    }

    @Test
    void whatWasRevokedIsDeniedAtEveryNodeAtOnce() {
        long session = open(east);
        for (String node : NODES) {
            east.at(node).acquire(acquire(orders, session));
            ann.unbind(east.identity(), "sidecar", own);
            for (String next : NODES) {
                assertThat(refusal(() -> east.at(next).acquire(acquire(orders, session))))
                        .isEqualTo(DENIED);
                assertThat(refusal(() -> east.at(next).getLease(read()))).isEqualTo(DENIED);
                assertThat(refusal(() -> east.at(next).renewSession(renewal(session))))
                        .isEqualTo(DENIED);
            }
            ann.bind(east.identity(), "sidecar", own);
        }
        long token = east.at("n1").getLease(read()).getLease().getToken();
        ann.unbind(east.identity(), "sidecar", own);
        assertThat(refusal(() -> east.at("n2").release(release(orders, session, token))))
                .as("letting go is never denied to the owner")
                .isEmpty();
    }

    @Test
    void eachStepNeedsThePermissionOfItsKind() {
        long session = open(east);
        ann.unbind(east.identity(), "sidecar", own);
        ann.putRole(
                "acquirer-" + own,
                Grant.newBuilder().addPermissions(Permission.PERMISSION_ACQUIRE).build());
        ann.bind(east.identity(), "acquirer-" + own, own);
        var acquire = Step.newBuilder()
                .setAcquire(AcquireStep.newBuilder().setResource(orders))
                .build();
        var put = Step.newBuilder()
                .setPutRecord(PutRecordStep.newBuilder().setResource(orders))
                .build();
        var elsewhere = Step.newBuilder()
                .setAcquire(AcquireStep.newBuilder().setResource("x" + own))
                .build();
        for (String node : NODES) {
            assertThat(refusal(() -> east.at(node).commitSteps(steps(session, acquire, put))))
                    .isEqualTo(DENIED);
            assertThat(refusal(() -> east.at(node).commitSteps(steps(session, acquire, elsewhere))))
                    .isEqualTo(DENIED);
            assertThat(refusal(() -> other.at(node).commitSteps(steps(session, acquire))))
                    .isEqualTo(DENIED);
        }
        assertThat(other.at("n1").getLease(read()).hasLease())
                .as("nothing was done")
                .isFalse();
        long token = east.at("n2")
                .commitSteps(steps(session, acquire))
                .getResults(0)
                .getAcquire()
                .getToken();
        ann.unbind(east.identity(), "acquirer-" + own, own);
        var release = Step.newBuilder()
                .setRelease(ReleaseStep.newBuilder().setResource(orders).setToken(token));
        assertThat(refusal(() -> east.at("n3")
                        .commitSteps(CommitStepsRequest.newBuilder()
                                .setSessionId(session)
                                .setNumber(2)
                                .addSteps(release)
                                .build())))
                .as("letting go is never denied to the owner")
                .isEmpty();
    }

    private static CommitStepsRequest steps(long session, Step... steps) {
        return CommitStepsRequest.newBuilder()
                .setSessionId(session)
                .setNumber(1)
                .addAllSteps(List.of(steps))
                .build();
    }

    @Test
    void aWaitEndsWithItsRight() throws Exception {
        long holder = open(east);
        long token = east.at("n1").acquire(acquire(orders, holder)).getLease().getToken();
        long session = open(other);
        List<CompletableFuture<String>> waits = new ArrayList<>();
        for (String node : List.of("n3")) {
            waits.add(CompletableFuture.supplyAsync(
                    () -> refusal(() -> waited(other, node, session)), task -> new Thread(task).start()));
        }
        await().atMost(PATIENCE).until(() -> east.at("n1").getLease(read()).getWaitersCount() == 1);
        ann.unbind(other.identity(), "sidecar", own);
        assertThat(waits.get(0).get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(DENIED);
        east.at("n1").release(release(orders, holder, token));
        assertThat(east.at("n2").getLease(read()).hasLease()).isFalse();
    }

    private AcquireResponse waited(Person person, String node, long session) {
        return person.at(node).acquire(await(orders, session));
    }
}
