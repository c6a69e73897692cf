package io.arbiter.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.core.policy.PromotionTerms;
import io.arbiter.core.promotion.PromotionState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The bytes of promotions stay as they are, and are only there once there was one. */
class PromotionFormatsTest {
    private static final OperatorAction ANN =
            new OperatorAction("ann", "us-east is patched", new Principal("spiffe://prod/operator/ann"));
    private static final PromotionTerms TIMES = new PromotionTerms(120_000, 30_000, 60_000);
    private static final Entry ONE_OF_EACH = new Entry(
            1_790_000_000_123L,
            List.of(
                    new Command.RequestPromotion(request("p-1", "orders", PromotionRequest.Mode.GRACEFUL_THEN_FORCED)),
                    new Command.CancelPromotion("orders", 3, ANN),
                    new Command.CompletePromotion(new LeaseRef("orders", 5, 7), 3),
                    new Command.EndPeriod("orders", PeriodKind.COOL_DOWN, 3),
                    new Command.RenewSession(5, 2, true),
                    new Command.ChangePolicies(new PolicyChange(4, List.of(policy(TIMES)), List.of()), ANN)));

    private final LeaseMachine machine =
            new LeaseMachine(Limits.DEFAULT, new ExpiryTracker(() -> 0, Duration.ofSeconds(1)));

    private static PromotionRequest request(String id, String resource, PromotionRequest.Mode mode) {
        return new PromotionRequest(
                id, resource, "us-west", mode, PromotionRequest.Trigger.AUTOMATED, 1, true, true, ANN);
    }

    private static Policy policy(PromotionTerms times) {
        return new Policy("", new TreeSet<>(), List.of(), Failover.AUTOMATIC, 0, 1_000, 3_600_000, times);
    }

    private void open(String client, String region, String... resources) {
        var spec = new SessionSpec(client, "i", client, region, 0, 5_000, 10_000, 0);
        var acquires = List.of(resources).stream()
                .map(name -> new Command.FirstAcquire(name, true))
                .toList();
        machine.apply(1, 1, new Command.OpenSession(spec, acquires));
    }

    @Test
    void entriesStayAsTheyAre() throws IOException {
        String golden = resource("entry-v3-promotions.hex");
        assertThat(HexFormat.of().formatHex(EntryCodec.encode(ONE_OF_EACH))).isEqualTo(golden);
        assertThat(EntryCodec.decode(HexFormat.of().parseHex(golden))).isEqualTo(ONE_OF_EACH);
    }

    /** One condemned, one that has ended and cools down, one that was cancelled. */
    @Test
    void aSnapshotStaysAsItIs() throws IOException {
        open("east", "us-east", "orders", "users");
        open("west", "us-west", "orders", "users");
        machine.apply(2, 2_000, new Command.RequestPromotion(request("p-1", "orders", PromotionRequest.Mode.GRACEFUL)));
        machine.apply(3, 3_000, new Command.Release(new LeaseRef("orders", 1, 1)));
        machine.apply(4, 4_000, new Command.EndPeriod("orders", PeriodKind.COMPLETION, 1));
        var second = new PromotionRequest(
                "p-2",
                "users",
                "us-west",
                PromotionRequest.Mode.FORCED,
                PromotionRequest.Trigger.MANUAL_OVERRIDE,
                2,
                true,
                false,
                ANN);
        machine.apply(5, 5_000, new Command.RenewSession(1, 0));
        machine.apply(5, 5_000, new Command.RequestPromotion(second));
        machine.apply(6, 6_000, new Command.CancelPromotion("users", 2, ANN));
        StateSnapshot image = machine.image();
        assertThat(image.resources())
                .anyMatch(resource -> resource.condemnation()
                        .equals(Optional.of(new Resource.Condemnation(2, 1, 1, 2, 5_050_000_000L))));
        assertThat(SnapshotCodec.formatOf(image)).isEqualTo(SnapshotCodec.FORMAT_WITH_PROMOTIONS);
        String golden = resource("snapshot-v8-promotions.hex");
        assertThat(HexFormat.of().formatHex(bytes(image))).isEqualTo(golden);
        assertThat(read(HexFormat.of().parseHex(golden))).isEqualTo(image);
    }

    /** So that a release that knows none can still read what a later one wrote. */
    @Test
    void withoutPromotionsTheFormatIsTheFormerOne() throws IOException {
        open("east", "us-east", "orders");
        machine.apply(
                2,
                1,
                new Command.ChangePolicies(
                        new PolicyChange(0, List.of(policy(PromotionTerms.DEFAULT)), List.of()), ANN));
        assertThat(SnapshotCodec.formatOf(machine.image())).isEqualTo(SnapshotCodec.FORMAT_WITH_CONFINED_OWNERS);
        machine.apply(3, 1, new Command.ChangePolicies(new PolicyChange(1, List.of(policy(TIMES)), List.of()), ANN));
        assertThat(SnapshotCodec.formatOf(machine.image())).isEqualTo(SnapshotCodec.FORMAT_WITH_PROMOTIONS);
        assertThat(read(bytes(machine.image()))).isEqualTo(machine.image());
    }

    @Test
    void whatIsCondemnedWithoutALeaseIsDamage() throws IOException {
        open("east", "us-east", "orders");
        StateSnapshot image = machine.image();
        var resource = image.resources().get(0);
        var torn = new StateSnapshot.ResourceImage(
                resource.name(),
                resource.lease(),
                resource.waiters(),
                resource.lockDelay(),
                resource.confinement(),
                Optional.of(new Resource.Condemnation(9, 1, 0, 1, 1)),
                resource.coolDown(),
                resource.record(),
                resource.lastEnd());
        byte[] bytes = bytes(image.with(image.sessions(), List.of(torn)));
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(DamagedSnapshotException.class)
                .hasMessageContaining("orders is condemned under token 9");
    }

    @Test
    void aPromotionOfWhatIsNotThereIsDamage() throws IOException {
        open("east", "us-east", "orders");
        open("west", "us-west", "orders");
        machine.apply(2, 1, new Command.RequestPromotion(request("p", "orders", PromotionRequest.Mode.GRACEFUL)));
        byte[] bytes = bytes(machine.image().with(machine.image().sessions(), List.of()));
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(DamagedSnapshotException.class)
                .hasMessageContaining("a promotion of orders");
    }

    /** The wire's names are the core's, with a prefix. */
    @Test
    void everyStateAndFailureHasItsWord() {
        for (PromotionState state : PromotionState.values()) {
            assertThat(io.arbiter.v1.PromotionState.valueOf("PROMOTION_STATE_" + state.name()))
                    .isNotNull();
        }
        for (var why : io.arbiter.core.promotion.PromotionFailure.values()) {
            assertThat(io.arbiter.v1.PromotionFailure.valueOf("PROMOTION_FAILURE_" + why.name()))
                    .isNotNull();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PromotionFormatsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }

    private static byte[] bytes(StateSnapshot image) throws IOException {
        var out = new ByteArrayOutputStream();
        SnapshotCodec.write(image, out);
        return out.toByteArray();
    }

    private static StateSnapshot read(byte[] bytes) throws IOException {
        return SnapshotCodec.read(new ByteArrayInputStream(bytes));
    }
}
