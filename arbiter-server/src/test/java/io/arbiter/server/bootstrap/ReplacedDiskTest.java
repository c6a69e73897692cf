package io.arbiter.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.bootstrap.PeerIdentity.Standing;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.Voter;
import io.arbiter.server.consensus.Voters;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplacedDiskTest {
    private static final Member A = new Member("a", "ra", "a:1", "a:2");
    private static final Member B = new Member("b", "rb", "b:1", "b:2");
    private static final Member C = new Member("c", "rc", "c:1", "c:2");
    private static final MemberId FOUNDER = MemberId.founder("c");
    private static final MemberId ADMITTED = new MemberId("c", "d2");

    private static Optional<Voters> stored(long index, MemberId... ids) {
        return Optional.of(new Voters(Stream.of(ids).map(id -> new Voter(id, C)).toList(), index, true));
    }

    private static PeerIdentity says(String node, long index, Map<String, String> voters) {
        return new PeerIdentity(
                "cluster", node, "id", "0", Map.of("a", "x"), new Standing(node, true, voters, index, Map.of()));
    }

    /** One peer knows, the other does not answer. */
    private static void refuse(MemberId self, Optional<Voters> stored, long index, Map<String, String> voters)
            throws StartException {
        PeerIdentityClient peers = peer -> {
            if (peer.equals(B)) {
                throw new IOException("it refuses connections");
            }
            return says("a", index, voters);
        };
        new ReplacedDisk(peers, List.of(A, B)).refuse(self, stored);
    }

    private static final Map<String, String> REPLACED = Map.of("a", "a", "b", "b", "c", "c~d2");

    @Test
    void aDiskThatWasReplacedIsRefusedByName() {
        assertThatThrownBy(() -> refuse(FOUNDER, stored(5, FOUNDER), 9, REPLACED))
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MUST_NOT_VOTE))
                .hasMessageContaining("c~d2 votes in its place, says a by entry 9");
        assertThatThrownBy(() -> refuse(ADMITTED, stored(5, ADMITTED), 9, Map.of("a", "a", "b", "b")))
                .hasMessageContaining("this disk of c was taken out of the cluster, says a");
    }

    /** A peer that is behind may never have heard of this disk. */
    @Test
    void whatIsOlderThanTheOwnConfigurationSaysNothing() {
        assertThatCode(() -> refuse(ADMITTED, stored(9, ADMITTED), 9, Map.of("a", "a", "b", "b", "c", "c")))
                .doesNotThrowAnyException();
        assertThatCode(() -> refuse(ADMITTED, stored(5, ADMITTED), 9, REPLACED)).doesNotThrowAnyException();
    }

    @Test
    void aLearnerAndANodeWithoutAConfigurationGoOn() {
        assertThatCode(() -> refuse(ADMITTED, stored(5, FOUNDER), 9, Map.of("a", "a")))
                .doesNotThrowAnyException();
        assertThatCode(() -> refuse(FOUNDER, Optional.empty(), 9, REPLACED)).doesNotThrowAnyException();
    }

    @Test
    void aFounderThatKnowsOfItsRemovalAsksNobody() {
        assertThatThrownBy(() -> refuse(FOUNDER, stored(7, MemberId.founder("a")), 0, Map.of()))
                .hasMessageContaining("as it knows from entry 7");
    }
}
