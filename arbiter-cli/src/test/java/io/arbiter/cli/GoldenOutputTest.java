package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The output that scripts and people read, word for word: src/test/resources/golden, one file a command line.
 * To accept a change, run with -Darbiter.golden.update=true and explain it in the commit.
 */
class GoldenOutputTest {
    private static final boolean UPDATE = Boolean.getBoolean("arbiter.golden.update");
    private FakeNode node;

    @BeforeEach
    void startNode() {
        node = new FakeNode();
        long east = node.state.open("us-east", "db-writer, host1:77", 5_000);
        long west = node.state.open("us-west", "db-writer, host2:78", 5_000);
        node.state.grant("orders", east);
        node.state.grant("tenants/eu/4711", west);
        node.state.queue("orders", west);
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    static Stream<String> commandLines() {
        return Stream.of(
                "status",
                "status -o json",
                "lease ls",
                "lease ls -o json",
                "lease ls tenants/ --limit 1",
                "lease get orders",
                "lease get orders -o json",
                "lease get nothing",
                "lease explain orders",
                "lease explain orders --for-region us-west -o json",
                "lease explain nothing",
                "lease release orders --session 12 --expect-token 7",
                "lease release orders --session 12 --expect-token 7 -o json",
                "lease release orders --session 12 --expect-token 6",
                "lease release orders --session 12 --expect-token 6 -o json",
                "lease transfer orders --to us-west --expect-token 7",
                "lease transfer orders --to 13 --expect-token 7 -o json",
                "lease transfer orders --to 13 --expect-token 7 --wait 0s",
                "lease transfer orders --to mars --expect-token 7",
                "lease break orders --expect-token 7 --comment fire --yes --actor ops",
                "lease break orders --expect-token 7 --comment fire --yes --actor ops -o json",
                "lease break orders --expect-token 7 --comment fire",
                "lease acquire orders --region eu-central",
                "session ls",
                "session ls -o json",
                "session close 12 --comment lost --yes --actor ops",
                "session close 12 --comment lost --yes --actor ops -o json",
                "session close 99 --comment lost --yes",
                "policy ls",
                "policy ls -o json",
                "policy get tenants/eu/",
                "policy get tenants/eu/ -o json",
                "policy get --for orders",
                "policy get tenants/",
                "policy diff -f src/test/resources/policies/good.yaml",
                "policy diff -f src/test/resources/policies/good.yaml -o json",
                "policy apply -f src/test/resources/policies/good.yaml",
                "policy apply -f src/test/resources/policies/good.yaml --dry-run",
                "policy apply -f src/test/resources/policies/good.yaml --comment c",
                "policy apply -f src/test/resources/policies/good.yaml --comment c -o json",
                "policy apply -f src/test/resources/policies/bad.yaml --dry-run",
                "policy apply -f src/test/resources/policies/bad.yaml --dry-run -o json",
                "policy apply -f src/test/resources/policies/none.yaml --dry-run",
                "policy check",
                "policy check -o json",
                "policy delete tenants/eu/ --comment c",
                "policy delete tenants/eu/ --comment c -o json",
                "policy delete tenants/ --comment c",
                "policy --help",
                "policy apply --help",
                "pause --comment c",
                "pause orders --comment c -o json",
                "pause tenants/eu/ --comment c",
                "pause",
                "pause --help",
                "resume tenants/eu/ --comment c",
                "resume tenants/eu/ --comment c -o json",
                "resume --comment c",
                "resume --help",
                "pauses",
                "pauses -o json",
                "promote orders --to us-west --comment c",
                "promote orders --to us-west --comment c -o json",
                "promote orders --to us-west --comment c --wait 0s",
                "promote orders --to eu-central --comment c",
                "promote orders --to us-west --force --comment c",
                "promote orders --to us-west --graceful --force --comment c",
                "promote orders --to us-west --comment c --dry-run",
                "promote orders --to eu-central --comment c --dry-run",
                "promote orders --to eu-central --comment c --dry-run -o json",
                "promote orders --comment c",
                "promote --help",
                "promotion ls",
                "promotion ls users -o json",
                "promotion ls --open",
                "promotion get orders",
                "promotion get orders -o json",
                "promotion get users",
                "promotion cancel orders --id 7 --comment c --actor ops",
                "promotion cancel orders --id 5 --comment c",
                "promotion complete orders --session 12 --expect-token 8 --id 7",
                "promotion complete orders --session 12 --expect-token 8 --id 7 -o json",
                "promotion --help",
                "region evacuate us-east --comment c",
                "region evacuate us-east --comment c -o json",
                "region evacuate us-east --comment c --to eu-central --dry-run",
                "region evacuate us-west --comment c --prefix tenants/eu/4711",
                "region failback us-east --comment c",
                "region evacuate us-east --comment c --parallel 999",
                "region evacuate --help",
                "history",
                "history -o json --resource users",
                "history --since 1h",
                "history export",
                "history --help",
                "member ls",
                "member ls -o json",
                "member replace eu-central --comment c",
                "member replace eu-central --comment c -o json",
                "member replace us-west --comment c",
                "member replace eu-central",
                "member --help",
                "leader transfer us-west --comment c",
                "leader transfer us-west --comment c -o json",
                "leader transfer us-east --comment c",
                "leader transfer eu-central --comment c",
                "leader transfer",
                "leader --help",
                "leader transfer --help",
                "snapshot --help",
                "snapshot save --help",
                "member replace --help",
                "auth whoami",
                "auth whoami -o json",
                "auth can-i ACQUIRE orders",
                "auth can-i AUTH -o json",
                "auth role ls",
                "auth role put clerk --allow READ,WATCH --prefix orders/ --region-only us-east --comment c",
                "auth role delete clerk --comment c",
                "auth bind spiffe://arbiter/operator/jane operator --comment c",
                "auth bind spiffe://arbiter/operator/jane nothing --comment c",
                "auth unbind spiffe://arbiter/operator/jane operator --prefix orders/ --comment c -o json",
                "auth bindings",
                "auth bindings -o json",
                "auth enable --comment c",
                "auth disable --comment c",
                "auth enable",
                "keys ls",
                "keys ls -o json",
                "keys export",
                "keys rotate --comment c",
                "keys rotate --comment c -o json",
                "keys rotate --comment c --expect-key c050837d85070582",
                "keys rotate --comment c --expect-key none -o json",
                "keys rotate --comment c --expect-key b050837d85070582",
                "keys drop a050837d85070582 --comment c",
                "keys drop b050837d85070582 --comment c",
                "record get orders",
                "record put orders --session 12 --expect-token 7 --value db1:5432",
                "record put orders --session 12 --expect-token 7 --value db1:5432 -o json",
                "record rm orders --session 12 --expect-token 7",
                "watch --from 101 --count 4",
                "watch --from 101 --count 4 -o json",
                "watch orders --count 1 --for 1ms",
                "lease get orders --color always",
                "status --color always",
                "help exit-codes",
                "help lease transfer",
                "pki dev rotate --dir none",
                "pki dev issue --role sidecar --dir none",
                "pki dev --help",
                "pki dev issue --help",
                "pki dev rotate --help");
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void printsWhatItPrinted(String line) throws IOException {
        CliRun run = CliRun.on(node, line.split(" "));
        String found = ("$ arbiter " + line + "\n" + run.out() + "--- standard error\n" + run.err()
                        + "--- exit "
                        + run.status() + "\n")
                .replace(node.endpoint(), "NODE");
        String name = line.replaceAll("[^a-z0-9-]+", "_") + ".txt";
        if (UPDATE) {
            Files.writeString(Path.of("src/test/resources/golden", name), found);
        }
        assertThat(found).isEqualTo(golden(name));
    }

    private static String golden(String name) throws IOException {
        Path source = Path.of("src/test/resources/golden", name);
        try (InputStream in = Files.newInputStream(source)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
