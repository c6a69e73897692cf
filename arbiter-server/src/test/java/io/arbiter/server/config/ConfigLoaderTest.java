package io.arbiter.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    private static final String VALID = """
            cluster: orders
            node: us-east
            data-dir: /var/lib/arbiter/data
            peers:
              us-east: {region: us-east, raft: "e:7400", client: "e:7401"}
              us-west: {region: us-west, raft: "w:7400", client: "w:7401"}
              eu-central: {region: eu-central, raft: "c:7400", client: "c:7401"}
            tls: {insecure: true}
            """;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void writeFile() throws Exception {
        file = Files.writeString(directory.resolve("node.yaml"), VALID);
    }

    private ServerConfig load(String... assignments) throws ConfigException {
        return ConfigLoader.load(file, Map.of(), List.of(assignments));
    }

    @Test
    void aShortFileIsEnough() throws Exception {
        ServerConfig config = load();

        assertThat(config.listen().raft()).isEqualTo(new HostPort("e", 7400));
        assertThat(config.listen().client()).isEqualTo(new HostPort("e", 7401));
        assertThat(config.listen().http()).isEqualTo(new HostPort("127.0.0.1", 7402));
        assertThat(config.grace()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.profile()).isEqualTo(Profile.WAN);
        assertThat(config.self().name()).isEqualTo("us-east");
        assertThat(config.peers()).extracting("name").containsExactly("eu-central", "us-west");
    }

    @Test
    void theFlagWinsOverTheVariableAndTheVariableOverTheFile() throws Exception {
        Files.writeString(file, VALID + "grace: 2s\nhttp.listen: 127.0.0.1:1\n");
        Map<String, String> environment = Map.of(
                "ARBITER_GRACE",
                "3s",
                "ARBITER_HTTP_LISTEN",
                "127.0.0.1:2",
                "ARBITER_PEERS_US_WEST_CLIENT",
                "west:9",
                "ARBITER_JAVA_OPTS",
                "-Xmx1g");

        ServerConfig config = ConfigLoader.load(file, environment, List.of("grace=4s"));

        assertThat(config.grace()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.listen().http().port()).isEqualTo(2);
        assertThat(config.members()).extracting("clientAddress").contains("west:9");
    }

    @Test
    void whatIsPrintedIsTheSameConfiguration() throws Exception {
        ServerConfig config =
                load("grace=1500ms", "profile=local", "bootstrap.above-token=derived", "regions=sa-east , ap-south");
        assertThat(config.otherRegions()).containsExactlyInAnyOrder("ap-south", "sa-east");
        assertThat(config.tokenFloor().token()).isEmpty();
        Files.writeString(file, ConfigText.of(config));
        assertThat(load()).isEqualTo(config);
    }

    /** Each is one mistake; the answer names the key, the value found and the values expected. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cluster=Orders!              | cluster: 'Orders!' (--set); expected a name of 1 to 63 characters
            cluster=                     | cluster: '' (--set); expected a name
            node=us-north                | node: 'us-north' (--set); expected one of the nodes in peers: eu-central, us-east
            data-dir=                    | data-dir: '' (--set); expected a path
            profile=fast                 | profile: 'fast' (--set); expected wan or local
            grace=5                      | grace: '5' (--set); expected a duration in 0s..60s, like 500ms
            grace=2h                     | grace: '2h' (--set); expected a duration in 0s..60s
            grace=-1s                    | grace: '-1s' (--set); expected a duration
            raft.listen=7400             | raft.listen: '7400' (--set); expected host:port
            raft.listen=h:0              | raft.listen: 'h:0' (--set); expected host:port, the port in 1..65535
            client.listen=h:65536        | client.listen: 'h:65536' (--set); expected host:port
            http.listen=::1:80           | http.listen: '::1:80' (--set); expected host:port
            client.reflection=yes        | client.reflection: 'yes' (--set); expected true or false
            http.listen=e:7401           | http.listen: 'e:7401', which is also client.listen; expected an address of its own
            peers.us-west.raft=w         | peers.us-west.raft: 'w' (--set); expected host:port
            peers.us-west.client=e:7400  | peers.us-west.client: 'e:7400', which is also peers.us-east.raft
            peers.us-west.region=U.S.    | peers.us-west.region: 'U.S.' (--set); expected a name
            snapshot.every-entries=99    | snapshot.every-entries: '99' (--set); expected a whole number in 100..100000000
            batch.max-commands=1e3       | batch.max-commands: '1e3' (--set); expected a whole number
            limits.watches=99999999999   | limits.watches: '99999999999' (--set); expected a whole number
            bootstrap.above-token=-1     | bootstrap.above-token: '-1' (--set); expected a whole number in 0..4611686018427387904, or derived
            bootstrap.above-token=9223372036854775807 | expected a whole number in 0..4611686018427387904, or derived
            bootstrap.above-token=99999999999999999999 | expected a whole number in 0..4611686018427387904, or derived
            bootstrap.above-token=Derived | bootstrap.above-token: 'Derived' (--set); expected a whole number
            tls.insecure=false           | tls.certificate: missing, while raft.listen is e:7400; expected tls.certificate, tls.key and tls.trust
            tls.identities=dns:x -> y    | tls.identities: 'dns:x -> y' (--set); expected rules like dns:
            tls.trust-domain=Prod        | tls.trust-domain: 'Prod' (--set); expected 1 to 255 characters
            regions=ap-south,,sa-east    | regions: 'ap-south,,sa-east' (--set); expected names like eu-west, ap-south
            regions=US                   | regions: 'US' (--set); expected names
            limits.watchs=5              | limits.watchs: no such key '5' (--set); expected a key there is; did you mean limits.watches?
            raft.port=7400               | raft.port: no such key '7400' (--set); expected a key there is, see arbiter-server.ref
            grace                        | --set: 'grace'; expected key=value
            =5                           | --set: '=5'; expected key=value
            """)
    void everyMistakeIsNamed(String assignment, String expected) {
        assertThatThrownBy(() -> load(assignment == null ? "" : assignment))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("1 mistake ")
                .hasMessageContaining(expected);
    }

    /** Addresses that some part of a node would fail on later, or would silently take for another host. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "user@host:1",
                "-x.example:1",
                "x-.example:1",
                "m\u00fcnchen.example:1",
                "256.1.1.1:1",
                "127.1:1",
                "1.2.3.04:1",
                "0x7f000001:1",
                "a..b:1",
                ".a:1",
                "[nonsense]:1",
                "[1.2.3.4]:1",
                "[a:1",
                "[fe80::1%eth0]:1",
                "h#:1",
                "http://x:1",
                "%41:1",
                "a b:1",
                "a\tb:1",
                "h:+1",
                "h:-1",
                "h:65536",
                "h:",
                ":1",
                "0.0.0.0:1",
                "[::]:1",
                "[0:0::0]:1"
            })
    void anAddressThatNobodyCouldConnectToIsAMistake(String address) {
        for (String key : List.of("peers.us-west.raft", "peers.us-west.client")) {
            assertThatThrownBy(() -> load(key + "=" + address))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("1 mistake ")
                    .hasMessageContaining(key + ": '" + address + "'");
        }
    }

    @Test
    void aLabelHasAtMost63Characters() throws Exception {
        load("peers.us-west.raft=" + "x".repeat(63) + ".example:1");
        assertThatThrownBy(() -> load("peers.us-west.raft=" + "x".repeat(64) + ".example:1"))
                .isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my_node:1",
                "project_node_1:7401",
                "_x:1",
                "A.Example.:1",
                "n-1.x--y:1",
                "1a.2b:1",
                "10.0.0.1:65535",
                "[::1]:1",
                "[2001:db8::7]:7401",
                "[::ffff:10.0.0.1]:1"
            })
    void everyHostThatDnsCanHoldIsTaken(String address) throws Exception {
        assertThat(load("peers.us-west.client=" + address).members())
                .extracting("clientAddress")
                .contains(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:1", "[::]:1", "my_node:1"})
    void aNodeMayListenOnAllAddresses(String address) throws Exception {
        assertThat(load("raft.listen=" + address).listen().raft()).hasToString(address);
    }

    @Test
    void certificatesComeWithTheirKeysOrNotAtAll() throws Exception {
        ServerConfig config = load("tls.insecure=false", "tls.certificate=c.pem", "tls.key=k.pem", "tls.trust=t.pem");
        assertThat(config.tls().files().orElseThrow().key()).hasToString("k.pem");
        Files.writeString(file, ConfigText.of(config));
        assertThat(load()).isEqualTo(config);
        ServerConfig ruled = load("tls.identities=dns:*.x -> sidecar/*; subject:O=\\\"It's\\, 1 -> operator/ab");
        Files.writeString(file, ConfigText.of(ruled));
        assertThat(load()).isEqualTo(ruled).isNotEqualTo(config);

        Files.writeString(file, VALID);
        assertThatThrownBy(() -> load("tls.insecure=false", "tls.certificate=c.pem", "tls.key=k.pem"))
                .hasMessageContaining("1 mistake ")
                .hasMessageContaining("tls.trust: missing; expected a path: all of");
        assertThatThrownBy(() -> load("tls.certificate=c.pem", "tls.key=k.pem", "tls.trust=t.pem"))
                .hasMessageContaining("tls.insecure: 'true', beside tls.certificate");
    }

    @Test
    void plaintextStaysOnThisMachine() throws Exception {
        load("tls.insecure=false", "raft.listen=127.0.0.9:1", "client.listen=[::1]:2", "http.listen=localhost:3");
        for (String open : List.of("http.listen=0.0.0.0:1", "raft.listen=10.0.0.1:1", "client.listen=[::]:1")) {
            assertThatThrownBy(() ->
                            load("tls.insecure=false", "raft.listen=127.0.0.9:7", "client.listen=127.0.0.9:8", open))
                    .hasMessageContaining("1 mistake ")
                    .hasMessageContaining("tls.certificate: missing, while " + open.replace("=", " is "));
        }
    }

    @Test
    void allMistakesAreListedAtOnce() throws Exception {
        Files.writeString(file, """
                cluster: A
                node: x
                profile: lan
                grase: 1s
                peers: {a: {region: r}, b: {raft: q}}
                """);

        ConfigException failure = catchThrowableOfType(ConfigException.class, this::load);

        assertThat(failure.mistakes())
                .extracting(ConfigException.Mistake::key)
                .containsExactlyInAnyOrder(
                        "cluster",
                        "node",
                        "data-dir",
                        "profile",
                        "grase",
                        "peers",
                        "peers.a.raft",
                        "peers.a.client",
                        "peers.b.region",
                        "peers.b.raft",
                        "peers.b.client");
        assertThat(failure).hasMessageContaining("did you mean grace?").hasMessageContaining("2 nodes");
    }

    @Test
    void aVariableThatLooksLikeASlipIsAMistake() {
        assertThatThrownBy(() -> ConfigLoader.load(file, Map.of("ARBITER_GRASE", "1s"), List.of()))
                .hasMessageContaining("ARBITER_GRASE: no such environment variable; expected ARBITER_GRACE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - a list                 | is not a map
            cluster: [a, b           | line 1
            a: 1\\na: 2              | duplicate key
            !!java.net.URL [x]: y    | line
            grace: [1s, 2s]          | grace: a list (node.yaml); expected a value, or a map of further keys; no key takes a list
            """)
    void aFileThatIsNoConfigurationIsRefused(String content, String expected) throws Exception {
        Files.writeString(file, content.replace("\\n", "\n"));
        assertThatThrownBy(this::load).isInstanceOf(ConfigException.class).hasMessageContaining(expected);
    }

    @Test
    void aMissingFileIsRefused() throws Exception {
        Files.delete(file);
        assertThatThrownBy(this::load).isInstanceOf(ConfigException.class).hasMessageContaining("cannot read");
    }
}
