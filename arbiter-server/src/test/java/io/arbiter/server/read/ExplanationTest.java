package io.arbiter.server.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.command.Command;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.ExplainResponse.Condition;
import io.arbiter.v1.ExplainResponse.Condition.Code;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who is said to stand in front of a region is who is served before it. */
class ExplanationTest {
    private final ReadReplica replica = new ReadReplica();

    private ExplainResponse explain(String region) {
        var request = ExplainRequest.newBuilder().setResource("orders").setRegion(region);
        return replica.read(view -> Explanation.explain(view, request.build()));
    }

    private List<Code> conditions(String region) {
        return explain(region).getConditionsList().stream()
                .map(Condition::getCode)
                .toList();
    }

    @Test
    void nothingStandsBeforeTheRegionThatAloneMayFollow() {
        replica.putPolicy("orders", Failover.MANUAL);
        long holder = replica.open("us-east", "orders");
        replica.open("us-west", "orders");
        replica.apply(new Command.ExpireSession(holder, 0));
        replica.open("us-east");
        replica.open("eu-central");
        assertThat(conditions("us-east")).as("a request would be granted now").isEmpty();
        assertThat(conditions("us-west")).containsExactly(Code.CODE_CONFINED);
        assertThat(conditions("eu-central"))
                .containsExactly(Code.CODE_NO_WAITER, Code.CODE_CONFINED, Code.CODE_QUEUED_BEHIND);
    }

    /** Who may follow at once is served before who is preferred, and may not follow yet. */
    @Test
    void whoIsKeptOutStandsBehindWhoIsNot() {
        var resting =
                new Policy("orders", new TreeSet<>(), List.of("us-west"), Failover.MANUAL, 2_000, 1_000, 3_600_000);
        replica.putPolicy(resting);
        long holder = replica.open("us-east", "orders");
        replica.open("us-west", "orders");
        replica.apply(new Command.ExpireSession(holder, 0));
        long east = replica.open("us-east", "orders");
        assertThat(conditions("us-east")).containsExactly(Code.CODE_LOCK_DELAY);
        assertThat(conditions("us-west"))
                .containsExactly(Code.CODE_LOCK_DELAY, Code.CODE_CONFINED, Code.CODE_QUEUED_BEHIND);
        assertThat(explain("").getWaiters(0).getSessionId()).isEqualTo(east);
    }

    @Test
    void whyAnHeirElsewhereTakesNothingAlongIsToldBeforeAndAfter() {
        replica.putPolicy("orders", Failover.MANUAL);
        replica.start("us-east", 1, "orders");
        replica.open("us-west");
        assertThat(explain("us-west").getConditionsList())
                .filteredOn(condition -> condition.getCode() == Code.CODE_HELD)
                .singleElement()
                .extracting(Condition::getDetail)
                .asString()
                .contains("even if its holder is started again there");
        replica.start("us-west", 2);
        assertThat(explain("us-west").getConditionsList())
                .filteredOn(condition -> condition.getCode() == Code.CODE_CONFINED)
                .singleElement()
                .extracting(Condition::getDetail)
                .asString()
                .contains("Token 1 was not released in us-east");
    }

    @Test
    void aNewcomerStandsBehindWhomThePolicyDoesNotPreferLess() {
        replica.putPolicy("orders", Failover.AUTOMATIC, "us-east");
        replica.open("us-west", "orders");
        replica.open("us-west", "orders");
        replica.open("us-east");
        replica.open("eu-central");
        assertThat(conditions("us-east")).containsExactly(Code.CODE_NO_WAITER, Code.CODE_HELD);
        assertThat(conditions("eu-central")).contains(Code.CODE_QUEUED_BEHIND);
        assertThat(conditions("")).contains(Code.CODE_QUEUED_BEHIND);
    }
}
