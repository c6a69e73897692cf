package io.arbiter.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.Binding;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Grant;
import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.Role;
import io.arbiter.core.auth.SigningKey;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.Quota;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.Rules;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.command.Step;
import io.arbiter.core.command.Terms;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.internal.v1.CommandProto;
import io.arbiter.internal.v1.LogEntry;
import io.arbiter.internal.v1.QuotaProto;
import io.arbiter.server.testing.RandomCommands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
    private static final Terms FIRST = new Terms(Rules.FIRST, Quota.NONE);

    /** One command of each kind; the golden file pins their bytes. */
    private static final Entry ONE_OF_EACH = new Entry(
            1_790_000_000_123L,
            FIRST,
            List.of(
                    new Command.OpenSession(
                            new SessionSpec("client", "incarnation", "holder", "us-east", 7, 5_000, 10_000, 250),
                            List.of(new Command.FirstAcquire("orders", true), new Command.FirstAcquire("a/b", false))),
                    new Command.RenewSession(1, 9),
                    new Command.CloseSession(2),
                    new Command.ExpireSession(3, 4),
                    new Command.BreakSession(5, new OperatorAction("ops", "drill")),
                    new Command.Acquire("orders", 1, true, -2),
                    new Command.CancelWait("orders", 1, -2),
                    new Command.Release(new LeaseRef("orders", 1, 8)),
                    new Command.Transfer(new LeaseRef("orders", 1, 8), 6),
                    new Command.RequestHandover("orders", 8, 6, "ops"),
                    new Command.BreakLease("orders", 8, new OperatorAction("ops", "drill")),
                    new Command.EndLockDelay("orders", 8),
                    new Command.PutRecord(
                            new LeaseRef("orders", 1, 8),
                            3,
                            OptionalLong.of(0),
                            Optional.of(new RecordValue(new byte[] {0, 1, -1}))),
                    new Command.PutRecord(new LeaseRef("orders", 1, 8), 4, OptionalLong.empty(), Optional.empty())));

    private static final Principal ANN = new Principal("spiffe://prod/operator/ann");
    private static final Grant EVERYTHING =
            new Grant(Set.of(Permission.values()), "orders/", new TreeSet<>(Set.of("us-east", "us-west")));

    /** Added to format 1 later. */
    private static final Entry FORM_CLUSTER = new Entry(
            1_790_000_000_123L,
            FIRST,
            List.of(new Command.FormCluster("0b7e3b1e-6a0f-4f0e-9a53-1c2d3e4f5a6b", 2_048, 29_391_165_849_600L)));

    /** Added to format 1 later. */
    private static final Entry CHANGES_OF_AUTH = new Entry(
            1_790_000_000_123L,
            FIRST,
            Stream.of(
                            new AuthChange.PutRole(new Role("all", List.of(EVERYTHING))),
                            new AuthChange.DeleteRole("clerk"),
                            new AuthChange.PutBinding(new Binding("spiffe://prod/operator/*", "viewer", "orders/")),
                            new AuthChange.DeleteBinding(new Binding("spiffe://prod/operator/*", "viewer", "")),
                            new AuthChange.Enable(),
                            new AuthChange.Disable())
                    .map(change -> (Command) new Command.ChangeAuth(change, new ChangedBy(ANN, "drill")))
                    .toList());

    /** Added to format 1 later. */
    private static final Entry COMMITS_OF_STEPS = new Entry(
            1_790_000_000_123L,
            FIRST,
            List.of(
                    new Command.CommitSteps(
                            1,
                            7,
                            List.of(
                                    new Step.Acquire("orders"),
                                    new Step.Put(
                                            "orders", 0, 0, OptionalLong.of(0), Optional.of(new RecordValue(new byte[] {
                                                0, 1, -1
                                            }))),
                                    new Step.Release("orders", 0))),
                    new Command.CommitSteps(
                            2,
                            8,
                            List.of(
                                    new Step.Put("a/b", 9, 4, OptionalLong.empty(), Optional.empty()),
                                    new Step.Release("a/b", 9)))));

    private static final Entry CHANGES_OF_KEYS = new Entry(
            1_790_000_000_123L,
            FIRST,
            Stream.of(
                            new AuthChange.RotateKey(
                                    "0123456789abcdef",
                                    new SigningKey(
                                            "fedcba9876543210",
                                            "cHVibGlj",
                                            Optional.of(new SigningKey.Secret("cHJpdmF0ZQ==")),
                                            "",
                                            0)),
                            new AuthChange.DropKey("0123456789abcdef"))
                    .map(change -> (Command) new Command.ChangeAuth(change, new ChangedBy(ANN, "drill")))
                    .toList());

    /** Added to format 1 later. */
    private static final Entry CHANGES_OF_POLICIES = new Entry(
            1_790_000_000_123L,
            FIRST,
            List.of(new Command.ChangePolicies(
                    new PolicyChange(
                            3,
                            List.of(
                                    new Policy(
                                            "tenants/eu/",
                                            new TreeSet<>(Set.of("eu-central", "us-east")),
                                            List.of("us-east"),
                                            Failover.MANUAL,
                                            2_000,
                                            1_000,
                                            10_000),
                                    new Policy(
                                            "", new TreeSet<>(), List.of(), Failover.AUTOMATIC, 0, 1_000, 3_600_000)),
                            List.of("orders")),
                    new OperatorAction("ops", "residency", ANN))));

    /** Added to format 1 later. */
    private static final Entry CHANGES_OF_PAUSES = new Entry(
            1_790_000_000_123L,
            List.of(
                    new Command.ChangePauses(true, "tenants/eu/", 3, new OperatorAction("ops", "drill", ANN)),
                    new Command.ChangePauses(false, "", 4, new OperatorAction("ops", "over"))));

    @Test
    void decodingUndoesEncoding() {
        for (long seed = 0; seed < 500; seed++) {
            var entry = new Entry(seed, new RandomCommands(seed).next(20));
            assertThat(EntryCodec.decode(EntryCodec.encode(entry)))
                    .as("seed %d", seed)
                    .isEqualTo(entry);
        }
    }

    @Test
    void anEntryMayBeWithoutCommands() {
        var empty = new Entry(5, List.of());
        assertThat(EntryCodec.decode(EntryCodec.encode(empty))).isEqualTo(empty);
    }

    @Test
    void format1StaysAsItIs() throws IOException {
        String golden = resource("entry-v1.hex");
        assertThat(HexFormat.of().formatHex(EntryCodec.encode(ONE_OF_EACH))).isEqualTo(golden);
        assertThat(EntryCodec.decode(HexFormat.of().parseHex(golden))).isEqualTo(ONE_OF_EACH);
        String added = resource("entry-v1-form-cluster.hex");
        assertThat(HexFormat.of().formatHex(EntryCodec.encode(FORM_CLUSTER))).isEqualTo(added);
        assertThat(EntryCodec.decode(HexFormat.of().parseHex(added))).isEqualTo(FORM_CLUSTER);
        String changes = resource("entry-v1-change-auth.hex");
        assertThat(HexFormat.of().formatHex(EntryCodec.encode(CHANGES_OF_AUTH))).isEqualTo(changes);
        assertThat(EntryCodec.decode(HexFormat.of().parseHex(changes))).isEqualTo(CHANGES_OF_AUTH);
        String steps = resource("entry-v1-commit-steps.hex");
        assertThat(HexFormat.of().formatHex(EntryCodec.encode(COMMITS_OF_STEPS)))
                .isEqualTo(steps);
        assertThat(EntryCodec.decode(HexFormat.of().parseHex(steps))).isEqualTo(COMMITS_OF_STEPS);
        String keys = resource("entry-v1-change-keys.hex");
        assertThat(HexFormat.of().formatHex(EntryCodec.encode(CHANGES_OF_KEYS))).isEqualTo(keys);
        assertThat(EntryCodec.decode(HexFormat.of().parseHex(keys))).isEqualTo(CHANGES_OF_KEYS);
        String policies = resource("entry-v1-change-policies.hex");
        assertThat(HexFormat.of().formatHex(EntryCodec.encode(CHANGES_OF_POLICIES)))
                .isEqualTo(policies);
        assertThat(EntryCodec.decode(HexFormat.of().parseHex(policies))).isEqualTo(CHANGES_OF_POLICIES);
    }

    /** As every entry that is written now; no earlier state had pauses. */
    @Test
    void pausesStayAsTheyAreInFormat3() throws IOException {
        String pauses = resource("entry-v3-change-pauses.hex");
        assertThat(HexFormat.of().formatHex(EntryCodec.encode(CHANGES_OF_PAUSES)))
                .isEqualTo(pauses);
        assertThat(EntryCodec.decode(HexFormat.of().parseHex(pauses))).isEqualTo(CHANGES_OF_PAUSES);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = EntryCodecTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }

    @Test
    void sizesAreUpperBounds() {
        for (Command command : new RandomCommands(1).next(200)) {
            CommandProto proto = EntryCodec.encode(command);
            int added = EntryCodec.encode(0, Terms.LATEST, List.of(proto)).length
                    - EntryCodec.encode(0, Terms.LATEST, List.of()).length;
            assertThat(EntryCodec.sizeInEntry(proto)).isBetween(added, added + 6);
        }
    }

    /** A batch is 1 MiB at least, and must take every command. */
    @Test
    void theLargestChangeOfPoliciesFitsIntoABatch() {
        List<String> regions =
                IntStream.range(0, 64).mapToObj(i -> "" + (char) ('0' + i)).toList();
        List<Policy> policies = IntStream.range(0, 1_000)
                .mapToObj(i -> new Policy(
                        "%0130d".formatted(i),
                        new TreeSet<>(regions),
                        regions,
                        Failover.MANUAL,
                        3_600_000,
                        1_000,
                        3_600_000))
                .toList();
        var by = new OperatorAction("a".repeat(256), "c".repeat(1_024), new Principal("i".repeat(640)));
        var largest = new Command.ChangePolicies(new PolicyChange(Long.MAX_VALUE, policies, List.of()), by);
        assertThat(EntryCodec.sizeInEntry(EntryCodec.encode(largest))).isBetween(400_000, 1 << 20);
    }

    @Test
    void whatIsNoEntryIsMalformed() {
        assertMalformed(new byte[] {1, 2, 3}, "cannot be read");
        assertMalformed(new byte[0], "format 0");
        assertMalformed(LogEntry.newBuilder().setFormat(2).build().toByteArray(), "format 2");
        assertMalformed(LogEntry.newBuilder().setFormat(4).build().toByteArray(), "format 4");
        assertMalformed(
                LogEntry.newBuilder()
                        .setFormat(1)
                        .addCommands(CommandProto.getDefaultInstance())
                        .build()
                        .toByteArray(),
                "does not know");
    }

    @Test
    void whatTheCoreRefusesIsMalformed() {
        var noSession = CommandProto.newBuilder().setCloseSession(CommandProto.CloseSession.getDefaultInstance());
        assertMalformed(
                LogEntry.newBuilder()
                        .setFormat(1)
                        .addCommands(noSession)
                        .build()
                        .toByteArray(),
                "session_id");
    }

    /** Added as format 2, so that a release without quotas stops at it. */
    @Test
    void anEntryWithAQuotaStaysAsItIs() {
        var entry =
                new Entry(5, new Terms(Rules.FIRST, new Quota(10_000, 100_000)), List.of(new Command.CloseSession(7)));
        byte[] bytes = EntryCodec.encode(entry);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("080210051a041a020807220708904e10a08d06");
        assertThat(EntryCodec.decode(bytes)).isEqualTo(entry);
        assertThat(EntryCodec.encode(Long.MAX_VALUE, Terms.latest(new Quota(1 << 30, 1 << 30)), List.of()))
                .hasSizeLessThanOrEqualTo(EntryCodec.ENVELOPE_BYTES);
    }

    /** Added as format 3, so that a release that knows the first rules alone stops at it. */
    @Test
    void anEntryByTheSecondRulesStaysAsItIs() {
        List<Command> commands = List.of(new Command.CloseSession(7));
        var plain = new Entry(5, new Terms(Rules.SECOND, Quota.NONE), commands);
        assertThat(HexFormat.of().formatHex(EntryCodec.encode(plain))).isEqualTo("080310051a041a020807");
        assertThat(EntryCodec.decode(EntryCodec.encode(plain))).isEqualTo(plain);
        var bounded = new Entry(5, new Terms(Rules.SECOND, new Quota(10_000, 100_000)), commands);
        assertThat(HexFormat.of().formatHex(EntryCodec.encode(bounded)))
                .isEqualTo("080310051a041a020807220708904e10a08d06");
        assertThat(EntryCodec.decode(EntryCodec.encode(bounded))).isEqualTo(bounded);
    }

    @Test
    void aQuotaOfNothingIsMalformed() {
        var nothing = LogEntry.newBuilder()
                .setFormat(2)
                .setQuota(QuotaProto.newBuilder().setSessions(5));
        assertMalformed(nothing.build().toByteArray(), "quota.leases");
    }

    @Test
    void aCutOffEntryIsMalformedOrSmaller() {
        byte[] whole = EntryCodec.encode(ONE_OF_EACH);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                assertThat(EntryCodec.decode(cut)).isNotEqualTo(ONE_OF_EACH);
            } catch (MalformedEntryException e) {
                assertThat(e).hasMessageContaining("log entry");
            }
        }
    }

    private static void assertMalformed(byte[] bytes, String why) {
        assertThatThrownBy(() -> EntryCodec.decode(bytes))
                .isInstanceOf(MalformedEntryException.class)
                .hasMessageContaining(why);
    }
}
