package io.arbiter.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.NodeIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BootstrapRuleTest {
    private static final Member B = new Member("b", "rb", "b:1", "b:2");
    private static final Member C = new Member("c", "rc", "c:1", "c:2");
    private static final NodeIdentity SELF =
            new NodeIdentity("cluster", "a", "ida", NodeIdentity.Phase.FRESH, new TreeMap<>());
    private static final Map<String, String> ALL = Map.of("a", "ida", "b", "idb", "c", "idc");

    private static Optional<PeerIdentity> says(String node, String id, Map<String, String> members) {
        return Optional.of(new PeerIdentity("cluster", node, id, "0", members));
    }

    private static Optional<SortedMap<String, String>> decide(Optional<PeerIdentity> b, Optional<PeerIdentity> c)
            throws StartException {
        return BootstrapRule.decide(SELF, "0", Map.of(B, b, C, c));
    }

    @Test
    void formsWhenAllAreFresh() throws Exception {
        assertThat(decide(says("b", "idb", Map.of()), says("c", "idc", Map.of())))
                .contains(new TreeMap<>(ALL));
    }

    @Test
    void waitsForWhoeverIsMissing() throws Exception {
        assertThat(decide(says("b", "idb", Map.of()), Optional.empty())).isEmpty();
        assertThat(decide(Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void joinsPeersThatFormedWithThisVeryDisk() throws Exception {
        assertThat(decide(says("b", "idb", ALL), says("c", "idc", Map.of()))).contains(new TreeMap<>(ALL));
        assertThat(decide(says("b", "idb", ALL), says("c", "idc", ALL))).contains(new TreeMap<>(ALL));
    }

    @Test
    void aPeerThatFormedWithThisDiskIsNotEnough() throws Exception {
        assertThat(decide(says("b", "idb", ALL), Optional.empty())).isEmpty();
    }

    @Test
    void refusesAtOnceWhenAPeerFormedWithAnotherDisk() {
        Map<String, String> before = Map.of("a", "wiped", "b", "idb", "c", "idc");
        assertRefused(says("b", "idb", before), Optional.empty(), "with another disk of a");
        assertRefused(says("b", "idb", Map.of()), says("c", "idc", before), "with another disk of a");
        assertRefused(says("b", "idb", Map.of("b", "idb", "c", "idc")), Optional.empty(), "without a");
    }

    private static void assertRefused(Optional<PeerIdentity> b, Optional<PeerIdentity> c, String why) {
        assertThatThrownBy(() -> decide(b, c)).isInstanceOfSatisfying(StartException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.MUST_NOT_VOTE);
            assertThat(e).hasMessageContaining(why);
        });
    }

    /** Otherwise the first leader would decide, by chance. */
    @Test
    void nodesThatWouldBeginAtDifferentTokensDoNotForm() {
        for (Map<String, String> members : List.of(Map.<String, String>of(), ALL)) {
            var other = Optional.of(new PeerIdentity("cluster", "b", "idb", "derived", members));
            assertThatThrownBy(() -> decide(other, Optional.empty()))
                    .isInstanceOfSatisfying(
                            StartException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                    .hasMessageContaining("bootstrap.above-token is 0 on a and derived on b; expected the same");
        }
    }

    @Test
    void aWrongAddressIsAMistakeInTheConfiguration() {
        assertThatThrownBy(() -> decide(says("c", "idc", Map.of()), Optional.empty()))
                .isInstanceOfSatisfying(StartException.class, e -> {
                    assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
                    assertThat(e).hasMessageContaining("peers.b.client").hasMessageContaining("answers node c");
                });
        var other = Optional.of(new PeerIdentity("other", "b", "idb", "0", Map.of()));
        assertThatThrownBy(() -> decide(other, Optional.empty())).hasMessageContaining("of cluster other");
    }
}
