package io.arbiter.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.NodeIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FormingRuleTest {
    private static final Member B = new Member("b", "rb", "b:1", "b:2");
    private static final Member C = new Member("c", "rc", "c:1", "c:2");
    private static final NodeIdentity SELF =
            new NodeIdentity("cluster", "a", "ida", NodeIdentity.Phase.FRESH, new TreeMap<>());
    private static final Map<String, String> ALL = Map.of("a", "ida", "b", "idb", "c", "idc");

    private static Optional<Introduction> says(String node, String id, Map<String, String> members) {
        return Optional.of(new Introduction("cluster", node, id, members));
    }

    private static Optional<SortedMap<String, String>> decide(Optional<Introduction> b, Optional<Introduction> c)
            throws StartException {
        return FormingRule.decide(SELF, Map.of(B, b, C, c));
    }

    @Test
    void formsWhenAllAreFresh() throws Exception {
        assertThat(decide(says("b", "idb", Map.of()), says("c", "idc", Map.of()))).contains(new TreeMap<>(ALL));
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

    private static void assertRefused(Optional<Introduction> b, Optional<Introduction> c, String why) {
        assertThatThrownBy(() -> decide(b, c)).isInstanceOfSatisfying(StartException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.MUST_NOT_VOTE);
            assertThat(e).hasMessageContaining(why);
        });
    }

    @Test
    void aWrongAddressIsAMistakeInTheConfiguration() {
        assertThatThrownBy(() -> decide(says("c", "idc", Map.of()), Optional.empty()))
                .isInstanceOfSatisfying(StartException.class, e -> {
                    assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
                    assertThat(e).hasMessageContaining("peers.b.client").hasMessageContaining("answers node c");
                });
        assertThatThrownBy(() -> decide(Optional.of(new Introduction("other", "b", "idb", Map.of())), Optional.empty()))
                .hasMessageContaining("of cluster other");
    }
}
