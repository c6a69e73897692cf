package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.arbiter.cli.Faults.Fault;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.v1.PutRecordRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each command's exit code when an answer is lost, time runs out, the leader dies or a majority is missing. The table
 * stands in docs/cli.md; {@code -Darbiter.exit-codes.update=true} rewrites it. Whatever the table says, a code that
 * means "nothing was changed" must find everything as it was: that is checked too.
 */
class ExitCodeTableTest {
    private static final Path PAGE = Path.of("../docs/cli.md");
    private static final String BEGIN = "<!-- exit-code-table -->\n";
    private static final String END = "<!-- /exit-code-table -->";
    /** Ask no cluster. */
    private static final List<String> LOCAL = List.of(
            "completion",
            "help",
            "version",
            "pki",
            "pki dev",
            "pki dev issue",
            "pki dev rotate",
            "audit",
            "audit verify");

    /** A command line, and the call that it is about. */
    private record Verb(String name, String line, String call) {}

    private static final List<Verb> VERBS = List.of(
            new Verb("status", "status", "Status"),
            new Verb("lease ls", "lease ls", "ListLeases"),
            new Verb("lease get", "lease get orders", "GetLease"),
            new Verb("lease acquire", "lease acquire free --region us-east", "OpenSession"),
            new Verb("lease acquire --wait", "lease acquire yielded --region us-west --wait 5s", "Acquire"),
            new Verb("lease release", "lease release orders --session 12 --expect-token 7", "Release"),
            new Verb("lease transfer", "lease transfer orders --to us-west --expect-token 7", "RequestHandover"),
            new Verb("lease break", "lease break orders --expect-token 7 --comment fire --yes", "BreakLease"),
            new Verb("lease explain", "lease explain orders", "Explain"),
            new Verb("record get", "record get orders", "GetRecord"),
            new Verb("record put", "record put orders --session 12 --expect-token 7 --value v", "PutRecord"),
            new Verb("record rm", "record rm orders --session 12 --expect-token 7", "PutRecord"),
            new Verb("session ls", "session ls", "ListSessions"),
            new Verb("session close", "session close 12 --comment fire --yes", "BreakSession"),
            new Verb(
                    "policy apply",
                    "policy apply -f src/test/resources/policies/good.yaml --comment c",
                    "ChangePolicies"),
            new Verb("policy diff", "policy diff -f src/test/resources/policies/good.yaml", "GetPolicies"),
            new Verb("policy get", "policy get tenants/eu/", "GetPolicies"),
            new Verb("policy ls", "policy ls", "GetPolicies"),
            new Verb("policy check", "policy check", "PreviewPolicies"),
            new Verb("policy delete", "policy delete tenants/eu/ --comment c", "ChangePolicies"),
            new Verb("pause", "pause --comment c", "ChangePauses"),
            new Verb("resume", "resume tenants/eu/ --comment c", "ChangePauses"),
            new Verb("pauses", "pauses", "GetPauses"),
            new Verb("promote", "promote orders --to us-west --comment c", "RequestPromotion"),
            new Verb("promotion ls", "promotion ls", "ListPromotions"),
            new Verb("promotion get", "promotion get orders", "GetPromotion"),
            new Verb("promotion cancel", "promotion cancel orders --id 7 --comment c", "CancelPromotion"),
            new Verb(
                    "promotion complete",
                    "promotion complete orders --session 12 --expect-token 8 --id 7",
                    "CompletePromotion"),
            new Verb("region evacuate", "region evacuate us-east --comment c", "RequestPromotion"),
            new Verb("region failback", "region failback us-east --comment c", "GetPolicies"),
            new Verb("history", "history", "ListPromotions"),
            new Verb("history export", "history export", "ListPromotions"),
            new Verb("member ls", "member ls", "GetMembers"),
            new Verb("member replace", "member replace eu-central --comment c", "ChangeMembers"),
            new Verb("member add", "member add eu-central --comment c", "ChangeMembers"),
            new Verb("member remove", "member remove eu-central --comment c", "ChangeMembers"),
            new Verb("leader transfer", "leader transfer us-west --comment c", "TransferLeadership"),
            new Verb("snapshot save", "snapshot save -", "SaveSnapshot"),
            new Verb("auth whoami", "auth whoami", "WhoAmI"),
            new Verb("auth can-i", "auth can-i ACQUIRE orders", "CanI"),
            new Verb("auth role ls", "auth role ls", "GetAuth"),
            new Verb("auth role put", "auth role put clerk --allow READ --comment c", "ChangeAuth"),
            new Verb("auth role delete", "auth role delete clerk --comment c", "ChangeAuth"),
            new Verb("auth bind", "auth bind spiffe://a/b/c viewer --comment c", "ChangeAuth"),
            new Verb("auth unbind", "auth unbind spiffe://a/b/c viewer --comment c", "ChangeAuth"),
            new Verb("auth bindings", "auth bindings", "GetAuth"),
            new Verb("auth enable", "auth enable --comment c", "ChangeAuth"),
            new Verb("auth disable", "auth disable --comment c", "ChangeAuth"),
            new Verb("keys ls", "keys ls", "GetKeys"),
            new Verb("keys export", "keys export", "GetKeys"),
            new Verb("keys rotate", "keys rotate --comment c", "ChangeAuth"),
            new Verb("keys drop", "keys drop a050837d85070582 --comment c", "ChangeAuth"),
            new Verb("watch", "watch --from 101 --count 1 --for 20s", "Watch"),
            new Verb("run", "run free --region us-east -- true", "OpenSession"));

    private enum Column {
        ANSWER_LOST("answer lost"),
        DEADLINE("deadline"),
        LEADER_KILLED("leader killed"),
        NO_MAJORITY("no majority");

        private final String title;

        Column(String title) {
            this.title = title;
        }
    }

    @TempDir
    private Path directory;

    @Test
    void everyCommandHasARow() {
        TreeSet<String> commands = HelpTest.commands()
                .map(name -> name.replaceFirst("^arbiter ?", ""))
                .filter(name -> !List.of(
                                        "",
                                        "lease",
                                        "record",
                                        "session",
                                        "auth",
                                        "auth role",
                                        "keys",
                                        "policy",
                                        "promotion",
                                        "region",
                                        "member",
                                        "leader",
                                        "snapshot")
                                .contains(name)
                        && !LOCAL.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> rows = VERBS.stream()
                .map(Verb::name)
                .filter(name -> !name.contains(" --"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows).isEqualTo(commands);
    }

    /** Most cells wait for a time limit, so all are found at the same time. */
    @Test
    void theTableIsTrue() throws Exception {
        try (FakeNode warmUp = new FakeNode()) {
            assertThat(CliRun.on(warmUp, "status", "--timeout", "5m").status()).isZero();
        }
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Map<Verb, List<Future<Integer>>> cells = new LinkedHashMap<>();
            for (Verb verb : VERBS) {
                cells.put(
                        verb,
                        Stream.of(Column.values())
                                .map(column -> pool.submit(() -> code(verb, column)))
                                .toList());
            }
            StringBuilder table = new StringBuilder(Stream.of(Column.values())
                    .map(column -> column.title)
                    .collect(Collectors.joining(" | ", "| command | ", " |\n| --- | --- | --- | --- | --- |\n")));
            for (Map.Entry<Verb, List<Future<Integer>>> row : cells.entrySet()) {
                table.append("| `").append(row.getKey().name()).append("` |");
                for (Future<Integer> cell : row.getValue()) {
                    table.append(' ').append(cell.get()).append(" |");
                }
                table.append('\n');
            }
            compare(table.toString());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Two nodes of one cluster: if the one that is asked fails, the other knows what the first had done. */
    private int code(Verb verb, Column column) throws IOException {
        try (FakeNode first = new FakeNode();
                FakeNode second = new FakeNode(first.state)) {
            FakeArbiter state = first.state;
            prepare(state);
            Stream.of(first, second).forEach(node -> strike(node, verb, column));
            String before = held(state);
            int code = run(verb, column, first.endpoint() + "," + second.endpoint());
            boolean nothingChanged = code == ExitCode.UNAVAILABLE.number()
                    || code == ExitCode.TIMED_OUT.number()
                    || code == ExitCode.REFUSED.number()
                    || code == ExitCode.NOT_ACQUIRED.number();
            if (nothingChanged) {
                assertThat(held(state)).as(verb + ", " + column + ": " + code).isEqualTo(before);
            }
            return code;
        }
    }

    private static void prepare(FakeArbiter state) {
        long east = state.open("us-east", "writer", 5_000);
        long west = state.open("us-west", "writer", 5_000);
        state.grant("orders", east);
        state.queue("orders", west);
        state.grant("yielded", west);
        state.yieldsToWaiters = true;
        state.records.put(PutRecordRequest.newBuilder()
                .setResource("orders")
                .setSessionId(east)
                .setToken(7)
                .setSequence(1)
                .setValue(ByteString.copyFromUtf8("old"))
                .build());
    }

    private static void strike(FakeNode node, Verb verb, Column column) {
        node.faults.chosen = verb.call()::equals;
        switch (column) {
            case ANSWER_LOST -> node.faults.fault = Fault.ANSWER_LOST_ONCE;
            case DEADLINE -> node.faults.fault = Fault.SILENT;
            case LEADER_KILLED -> {
                node.faults.fault = Fault.DIES;
                node.faults.chosen =
                        method -> verb.call().equals(method) && node.state.oneHasDied.compareAndSet(false, true);
            }
            case NO_MAJORITY -> {
                node.state.leader = "";
                node.state.majority = false;
            }
        }
    }

    private static String held(FakeArbiter state) {
        synchronized (state) {
            return state.leases.values().stream()
                            .filter(lease -> !lease.getResource().equals("yielded"))
                            .map(lease -> lease.getResource() + " " + lease.getToken())
                            .toList()
                    + " "
                    + state.sessions.keySet() + " "
                    + state.records.get("orders").getRecord().getValue();
        }
    }

    private int run(Verb verb, Column column, String endpoints) throws IOException {
        boolean answered = column == Column.ANSWER_LOST || column == Column.LEADER_KILLED;
        List<String> args = new ArrayList<>(List.of(verb.line().split(" ")));
        args.addAll(0, List.of("--endpoints", endpoints, "--timeout", answered ? "5m" : "15s"));
        // CMD, and everything that it takes over of the process, is left to a process of its own.
        if (!verb.name().equals("run") || !answered) {
            return CliRun.of(args.toArray(String[]::new)).status();
        }
        try (CliProcess process = CliProcess.start(
                Files.createDirectory(directory.resolve(column.name())), endpoints, args.toArray(String[]::new))) {
            return process.await();
        }
    }

    private static void compare(String table) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("arbiter.exit-codes.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertThat(table).isEqualTo(page.substring(begin, end));
        }
    }
}
