package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Malformed command lines: each has its exit code and says what was expected; none reaches a node. */
class MalformedCallsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                                                   | 2 | no command given
            leese                                                | 2 | 'leese' is no command of arbiter: expected one of status, lease
            leas ls                                              | 2 | ; did you mean lease?
            sessions                                             | 2 | ; did you mean session?
            statsu                                               | 2 | ; did you mean status?
            frobnicate                                           | 2 | completion, version, help
            --set foo=bar                                        | 2 | Unknown options: '--set'
            lease ls --limt 4                                    | 2 | did you mean --limit?
            lease                                                | 2 | expected one of ls, get, acquire
            lease steal orders                                   | 2 | 'steal' is no command of arbiter lease
            lease get                                            | 2 | Missing required parameter: 'RESOURCE'
            lease get a b                                        | 2 | Unmatched argument
            lease get orders --fast                              | 2 | Unknown option: '--fast'
            lease get orders -o yaml                             | 2 | expected one of [table, json]
            lease get orders --timeout soon                      | 2 | 'soon' is not a duration
            lease get orders --timeout 99h                       | 2 | '99h' is too long: expected 1ms to 24h
            lease get orders --timeout 0s                        | 2 | '0s' is too short: expected 1ms to 24h
            lease get orders --timeout -1s                       | 2 | '-1s' is not a duration
            watch --for 0s                                       | 2 | '0s' is too short: expected 1ms to 24h
            watch --count 0                                      | 2 | whole number, 1 or more
            lease get orders --endpoints localhost               | 2 | expected host:port
            lease get orders --endpoints a:1,,b:2                | 2 | '' is not an endpoint
            lease get orders --endpoints h:99999                 | 2 | port 1..65535
            lease get orders --color pink                        | 2 | expected one of [auto, always, never]
            lease ls --limit 0                                   | 2 | expected a whole number, 1 or more
            lease acquire orders                                 | 2 | expected --region REGION or $ARBITER_REGION
            lease acquire orders --region e --ttl 500ms          | 2 | expected 1s to 1h
            lease acquire orders --region e --wait 2h            | 2 | '2h' is too long: expected 0s to 1h
            lease acquire orders --region e --wait 99999999999999999999h | 2 | is too long: expected 0s to 1h
            lease acquire orders --region e --ttl 0s             | 2 | '0s' is too short: expected 1s to 1h
            lease get orders --endpoints [::1:7401               | 2 | is not an endpoint
            lease get orders --endpoints [::::]:7401             | 2 | is not an endpoint
            lease get orders --endpoints ::1:7401                | 2 | is not an endpoint
            lease release orders --session 4                     | 2 | Missing required option: '--expect-token=TOKEN'
            lease release orders --expect-token 4                | 2 | Missing required option: '--session=ID'
            lease release orders --session 4 --expect-token 0    | 2 | '0' is not a fencing token
            lease release orders --session 4 --expect-token -7   | 2 | '-7' is not a fencing token
            lease release orders --session x --expect-token 7    | 2 | 'x' is not a session id
            lease release orders --session 4 --expect-token 9223372036854775808 | 2 | at most 9223372036854775807
            lease transfer orders --expect-token 7               | 2 | Missing required option: '--to=REGION|SESSION'
            lease break orders --expect-token 7                  | 2 | Missing required option: '--comment=TEXT'
            lease break orders --comment --yes                    | 2 | Expected parameter for option '--comment'
            session close                                        | 2 | 'ID'
            session close twelve --comment x                      | 2 | 'twelve' is not a session id
            record put orders --session 4 --expect-token 7 --value a --file b | 2 | mutually exclusive
            record put orders --session 4 --expect-token 7 --file /nonexistent | 2 | cannot read the value
            record put orders --session 4 --expect-token 7 --value a --expect-version -1 | 2 | whole number
            watch --from 0                                       | 2 | whole number, 1 or more
            run orders --region e                                | 2 | Missing required parameter: 'CMD'
            run orders -- true                                   | 2 | expected --region REGION
            run orders --region e --kill-margin 9s -- true       | 2 | 100ms to half of the TTL
            run orders --region e -- no-such-command-here        | 127 | was not found
            run orders --region e -- /etc/passwd                 | 126 | cannot be executed
            completion fish                                      | 2 | expected one of [bash, zsh]
            help lease steal                                     | 2 | no such command or topic
            """)
    void saysWhatWasExpected(String line, int status, String message) {
        CliRun run = CliRun.of(line.isBlank() ? new String[0] : line.strip().split(" +"));
        assertThat(run.err()).contains(message).contains("  remedy ").startsWith("error: ");
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void namesAreBoundedAndPrintable() {
        CliRun empty = CliRun.of("lease", "get", "");
        CliRun control = CliRun.of("lease", "get", "a\u001b[2Jb");
        CliRun tooLong = CliRun.of("lease", "get", "é".repeat(257));
        assertThat(empty.err()).contains("'' is not a resource name: expected 1..512 bytes");
        assertThat(control.err()).contains("without control characters").doesNotContain("\u001b");
        assertThat(tooLong.err()).contains("got 514 bytes");
        assertThat(new int[] {empty.status(), control.status(), tooLong.status()})
                .containsOnly(2);
    }

    /** The arbiter accepts 256 bytes of it. */
    @Test
    void anActorIsNoLongerThanTheArbiterTakes() {
        CliRun run = CliRun.of(
                "lease", "transfer", "orders", "--to", "us-west", "--expect-token", "7", "--actor", "é".repeat(129));
        assertThat(run.err()).contains("expected 1..256 bytes").contains("got 258 bytes");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void aTooLargeRecordIsRefusedHere() {
        CliRun run = CliRun.with(
                Map.of(),
                "x".repeat(65_537),
                false,
                "record",
                "put",
                "orders",
                "--session",
                "4",
                "--expect-token",
                "7");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("longer than 65536 bytes");
    }

    @Test
    void aUsageErrorIsJsonToo() {
        CliRun run = CliRun.of("lease", "get", "orders", "--fast", "-o", "json");
        JsonObject error = JsonParser.parseString(run.err()).getAsJsonObject().getAsJsonObject("error");
        assertThat(error.get("reason").getAsString()).isEqualTo("USAGE");
        assertThat(error.get("exitCode").getAsInt()).isEqualTo(2);
        assertThat(error.get("asked").getAsString()).isEqualTo("arbiter lease get orders --fast -o json");
    }

    @Test
    void optionsOfCmdAreNotOurs() {
        CliRun run = CliRun.of("run", "orders", "--region", "e", "--", "no-such-command-here", "-o", "json");
        assertThat(run.err()).startsWith("error: ");
        assertThat(run.status()).isEqualTo(127);
    }
}
