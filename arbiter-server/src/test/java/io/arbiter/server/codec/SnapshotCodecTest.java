package io.arbiter.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.SigningKey;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.command.Step;
import io.arbiter.core.event.Event;
import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.server.testing.RandomCommands;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SnapshotCodecTest {
    private static final Principal EAST = new Principal("spiffe://prod/region/r/sidecar/orders");
    private static final Limits LIMITS = new Limits(1_000, 1_000, 100, 100, 30, 20, 50);

    @Test
    void readingUndoesWriting() throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            StateSnapshot image = machine(seed, 300).image();
            assertThat(SnapshotCodec.read(new ByteArrayInputStream(bytes(image))))
                    .as("seed %d", seed)
                    .isEqualTo(image);
        }
    }

    @Test
    void theSameCommandsMakeTheSameBytes() throws IOException {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(bytes(machine(seed, 300).image()))
                    .as("seed %d", seed)
                    .isEqualTo(bytes(machine(seed, 300).image()));
        }
    }

    @Test
    void aRestoredMachineGoesOnAlike() throws IOException {
        for (long seed = 0; seed < 100; seed++) {
            LeaseMachine original = machine(seed, 150);
            LeaseMachine restored = empty();
            restored.restore(SnapshotCodec.read(new ByteArrayInputStream(bytes(original.image()))));
            var commands = new RandomCommands(seed + 10_000).next(150);
            for (int i = 0; i < commands.size(); i++) {
                assertThat(restored.apply(1_000 + i, i, commands.get(i)))
                        .as("seed %d", seed)
                        .isEqualTo(original.apply(1_000 + i, i, commands.get(i)));
            }
            assertThat(bytes(restored.image())).isEqualTo(bytes(original.image()));
        }
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        byte[] whole = bytes(machine(3, 40).image());
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertDamaged(damaged);
        }
    }

    @Test
    void everyCutIsFound() throws IOException {
        byte[] whole = bytes(machine(3, 40).image());
        for (int length = 0; length < whole.length; length++) {
            assertDamaged(Arrays.copyOf(whole, length));
        }
        assertDamaged(Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void manyLeasesStandInSmallFrames() throws IOException {
        LeaseMachine machine = empty(Limits.DEFAULT);
        machine.apply(1, 1, new Command.OpenSession(new SessionSpec("c", "i", "h", "r", 0, 5_000, 1, 0), List.of()));
        for (int i = 0; i < 50_000; i++) {
            machine.apply(2 + i, 1, new Command.Acquire("tenants/" + i, 1, false, 1));
        }
        byte[] bytes = bytes(machine.image());
        assertThat(SnapshotCodec.read(new ByteArrayInputStream(bytes))).isEqualTo(machine.image());
        assertThat(longestFrame(bytes)).isLessThan(300_000);
    }

    /** A release that knows no roles must not go on from it, and deny nothing. */
    @Test
    void onlyRolesAndBindingsMakeItAnotherFormat() throws IOException {
        LeaseMachine machine = machine(3, 0);
        assertThat(SnapshotCodec.formatOf(machine.image())).isEqualTo(SnapshotCodec.FORMAT);
        var ann = new Principal("spiffe://prod/operator/ann");
        machine.apply(1, 1, new Command.ChangeAuth(new AuthChange.Enable(), new ChangedBy(ann, "drill")));
        assertThat(SnapshotCodec.formatOf(machine.image())).isEqualTo(SnapshotCodec.FORMAT_WITH_AUTH);
        assertThat(SnapshotCodec.read(new ByteArrayInputStream(bytes(machine.image()))))
                .isEqualTo(machine.image());
    }

    /** A release that knows no answers to calls with steps must not forget them, for a later one to go on from that. */
    @Test
    void onlyRememberedStepsMakeItTheThirdFormat() throws IOException {
        LeaseMachine machine = machine(3, 0);
        machine.apply(1, 1, new Command.OpenSession(new SessionSpec("c", "i", "h", "r", 0, 5_000, 1, 0), List.of()));
        assertThat(SnapshotCodec.formatOf(machine.image())).isEqualTo(SnapshotCodec.FORMAT);
        machine.apply(
                2,
                1,
                new Command.CommitSteps(1, 1, List.of(new Step.Acquire("orders"), new Step.Release("orders", 0))));
        assertThat(SnapshotCodec.formatOf(machine.image())).isEqualTo(SnapshotCodec.FORMAT_WITH_STEPS);
        assertThat(SnapshotCodec.read(new ByteArrayInputStream(bytes(machine.image()))))
                .isEqualTo(machine.image());
        machine.apply(3, 1, new Command.CloseSession(1));
        assertThat(SnapshotCodec.formatOf(machine.image())).isEqualTo(SnapshotCodec.FORMAT);
    }

    /** A release that knows no keys must not go on from it, and lose them. */
    @Test
    void keysMakeItYetAnother() throws IOException {
        LeaseMachine machine = machine(3, 0);
        var by = new ChangedBy(new Principal("spiffe://prod/operator/ann"), "drill");
        for (String id : List.of("0123456789abcdef", "123456789abcdef0")) {
            String current = machine.state().auth().keys().currentId();
            var key = new SigningKey(id, "public", Optional.of(new SigningKey.Secret("private")), "", 0);
            machine.apply(1, 7, new Command.ChangeAuth(new AuthChange.RotateKey(current, key), by));
        }
        assertThat(SnapshotCodec.formatOf(machine.image())).isEqualTo(SnapshotCodec.FORMAT_WITH_KEYS);
        StateSnapshot read = SnapshotCodec.read(new ByteArrayInputStream(bytes(machine.image())));
        assertThat(read).isEqualTo(machine.image());
        assertThat(read.auth().keys().newestFirst()).hasSize(2);
    }

    /** A release that knows no policies must not go on from it, and grant what they forbid. */
    @Test
    void policiesMakeItTheSixthAndSoDoThoseThatThereWere() throws IOException {
        LeaseMachine machine = machine(3, 0);
        var manual = new Policy("orders", new TreeSet<>(), List.of("r"), Failover.MANUAL, 0, 1_000, 3_600_000);
        var by = new OperatorAction("ann", "drill");
        machine.apply(1, 1, new Command.ChangePolicies(new PolicyChange(0, List.of(manual), List.of()), by));
        machine.apply(
                2,
                1,
                new Command.OpenSession(
                        new SessionSpec("c", "i", "h", "r", 0, 5_000, 1, 0, EAST),
                        List.of(new Command.FirstAcquire("orders", false))));
        machine.apply(3, 1, new Command.ExpireSession(1, 0));
        assertThat(SnapshotCodec.formatOf(machine.image())).isEqualTo(SnapshotCodec.FORMAT_WITH_CONFINED_OWNERS);
        StateSnapshot read = SnapshotCodec.read(new ByteArrayInputStream(bytes(machine.image())));
        assertThat(read).isEqualTo(machine.image());
        assertThat(read.resources().get(0).confinement()).contains(new Resource.Confinement("r", 1, 1, EAST));
        machine.apply(4, 1, new Command.ChangePolicies(new PolicyChange(1, List.of(), List.of("orders")), by));
        assertThat(SnapshotCodec.formatOf(machine.image())).isEqualTo(SnapshotCodec.FORMAT_WITH_CONFINED_OWNERS);
        assertThat(SnapshotCodec.read(new ByteArrayInputStream(bytes(machine.image()))))
                .isEqualTo(machine.image());
    }

    /** Written by the state before; what it confined counts as nobody's. */
    @Test
    void theFifthFormatIsReadAsItWas() throws IOException {
        StateSnapshot read = read(resource("snapshot-v5-policies.hex"));
        assertThat(read.policies().version()).isEqualTo(2);
        assertThat(read.resources().get(0).confinement())
                .contains(new Resource.Confinement("us-east", 1, 1, Principal.NOBODY));
        assertThat(read.events())
                .extracting(Event::change)
                .contains(new Event.WaitForbidden("orders", 2, "orders", 2, "region", "us-west"));
        assertThat(SnapshotCodec.read(new ByteArrayInputStream(bytes(read)))).isEqualTo(read);
    }

    /** A release that knows no pauses must not go on from it, and fail over in the middle of one. */
    @Test
    void pausesMakeItTheSeventhWhichStaysAsItIs() throws IOException {
        LeaseMachine machine = machine(3, 0);
        var by = new OperatorAction("ann", "drill", new Principal("spiffe://prod/operator/ann"));
        openAndExpireWithALockDelay(machine);
        machine.apply(3, 7_000, new Command.ChangePauses(true, "", 0, by));
        machine.apply(4, 8_000, new Command.ChangePauses(true, "tenants/", 1, by));
        machine.apply(5, 9_000, new Command.ChangePauses(false, "tenants/", 2, by));
        StateSnapshot image = machine.image();
        assertThat(image.resources().get(0).confinement()).contains(new Resource.Confinement("r", 1, 1, EAST));
        assertThat(SnapshotCodec.formatOf(image)).isEqualTo(SnapshotCodec.FORMAT_WITH_PAUSES);
        String golden = resource("snapshot-v7-pauses.hex");
        assertThat(HexFormat.of().formatHex(bytes(image))).isEqualTo(golden);
        assertThat(read(golden)).isEqualTo(image);
        machine.apply(6, 9_000, new Command.ChangePauses(false, "", 3, by));
        assertThat(SnapshotCodec.formatOf(machine.image())).isEqualTo(SnapshotCodec.FORMAT_WITH_PAUSES);
    }

    /** Written by a release without pauses: what rests there does not say whose it was. */
    @Test
    void aSnapshotFromBeforePausesIsRead() throws IOException {
        LeaseMachine machine = machine(3, 0);
        machine.restore(read(resource("snapshot-v5-lock-delay.hex")));
        assertThat(machine.state().pauses().version()).isZero();
        assertThat(machine.state().resource("orders").orElseThrow().lockDelay())
                .contains(new Resource.LockDelay(1, 2_000_000_000L, 0, "", Principal.NOBODY));
        machine.apply(4, 1, new Command.ChangePauses(true, "orders", 0, new OperatorAction("ann", "drill")));
        assertThat(machine.state().resource("orders").orElseThrow().confinement())
                .contains(new Resource.Confinement("", 0, 1, Principal.NOBODY));
        assertThat(SnapshotCodec.read(new ByteArrayInputStream(bytes(machine.image()))))
                .isEqualTo(machine.image());
    }

    private static void openAndExpireWithALockDelay(LeaseMachine machine) {
        machine.apply(
                1,
                1,
                new Command.OpenSession(
                        new SessionSpec("c", "i", "h", "r", 0, 5_000, 1, 2_000, EAST),
                        List.of(new Command.FirstAcquire("orders", false))));
        machine.apply(2, 1, new Command.ExpireSession(1, 0));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = SnapshotCodecTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }

    private static StateSnapshot read(String hex) throws IOException {
        return SnapshotCodec.read(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
    }

    private static int longestFrame(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        in.position(Frames.magic().length);
        int longest = 0;
        while (in.hasRemaining()) {
            int length = in.getInt();
            longest = Math.max(longest, length);
            in.position(in.position() + Integer.BYTES + length);
        }
        return longest;
    }

    private static void assertDamaged(byte[] bytes) {
        assertThatThrownBy(() -> SnapshotCodec.read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(DamagedSnapshotException.class);
    }

    private static LeaseMachine empty() {
        return empty(LIMITS);
    }

    private static LeaseMachine empty(Limits limits) {
        return new LeaseMachine(limits, new ExpiryTracker(() -> 0, Duration.ZERO));
    }

    private static LeaseMachine machine(long seed, int commands) {
        LeaseMachine machine = empty();
        var random = new RandomCommands(seed);
        for (int i = 1; i <= commands; i++) {
            machine.apply(i, i * 3L, random.next());
        }
        return machine;
    }

    private static byte[] bytes(StateSnapshot image) throws IOException {
        var out = new ByteArrayOutputStream();
        SnapshotCodec.write(image, out);
        return out.toByteArray();
    }
}
