package io.arbiter.server.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.SigningKey;
import io.arbiter.v1.AcquireResponse;
import io.arbiter.v1.Holdings;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.OpenSessionResponse;
import io.arbiter.v1.RenewSessionResponse;
import io.arbiter.v1.Reply;
import io.arbiter.v1.SignTokenResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Which answers are signed, where, and that a grant has one signature. */
class TokenSignerTest {
    private static final Principal EAST = new Principal("spiffe://arbiter/region/us-east/sidecar/orders");
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long GRANTED = 1_800_000_000_000L - 24 * HOUR;
    /** What the guards' tests read: both sides are held to it. */
    private static final String GOLDEN =
            "arbiter-token-1.oFCDfYUHBYIAAAAAAAAAKgAAAaMYXFAAAAljbHVzdGVyLTEACW9yZGVycy_DvAAHdX"
                    + "MtZWFzdAAuc3BpZmZlOi8vYXJiaXRlci9yZWdpb24vdXMtZWFzdC9zaWRlY2FyL29yZGVycw.5hEuMYrYchkBPs6kAYqbVbTnz7m_8xwywr"
                    + "3PK2mEDOc-oKvoePNH6qsW3hdGby0eZav2Dhra8s6GVgj5GPXBCg";

    private static final SigningKey KEY = new SigningKey(
            "a050837d85070582",
            "MCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=",
            Optional.of(new SigningKey.Secret("MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f")),
            "",
            0);
    private static final LeaseInfo LEASE = LeaseInfo.newBuilder()
            .setResource("orders/\u00fc")
            .setToken(42)
            .setRegion("us-east")
            .setGrantedWallMillis(GRANTED)
            .build();
    private static final Reply ACQUIRED = Reply.newBuilder()
            .setId(3)
            .setAcquire(AcquireResponse.newBuilder().setLease(LEASE))
            .build();

    private final List<Runnable> handedOver = new ArrayList<>();
    private final List<Reply> passed = new ArrayList<>();
    private Optional<SigningKey> key = Optional.of(KEY);
    private long now = GRANTED;
    private final TokenSigner signer =
            new TokenSigner(() -> key, () -> Optional.of("cluster-1"), () -> now, handedOver::add);

    private Reply pass(Reply answer) {
        signer.pass(answer, EAST, passed::add);
        List.copyOf(handedOver).forEach(Runnable::run);
        handedOver.clear();
        return passed.get(passed.size() - 1);
    }

    @Test
    void withoutAKeyAnswersPassAtOnceAsTheyAre() {
        key = Optional.empty();
        signer.pass(ACQUIRED, EAST, passed::add);
        assertThat(handedOver).isEmpty();
        assertThat(passed).containsExactly(ACQUIRED);
    }

    @Test
    void nothingIsSignedInTheThreadThatApplies() {
        signer.pass(ACQUIRED, EAST, passed::add);
        assertThat(passed).isEmpty();
        assertThat(handedOver).hasSize(1);
    }

    @Test
    void theHoldersOwnGrantsAreSigned() {
        assertThat(pass(ACQUIRED).getAcquire().getLease().getSignedToken()).isEqualTo(GOLDEN);
        assertThat(pass(Reply.newBuilder()
                                .setSignToken(SignTokenResponse.newBuilder().setLease(LEASE))
                                .build())
                        .getSignToken()
                        .getLease()
                        .getSignedToken())
                .isEqualTo(GOLDEN);
        var opened = OpenSessionResponse.newBuilder()
                .setHoldings(Holdings.newBuilder().addLeases(LEASE).addLeases(LEASE));
        assertThat(pass(Reply.newBuilder().setOpenSession(opened).build())
                        .getOpenSession()
                        .getHoldings()
                        .getLeasesList())
                .extracting(LeaseInfo::getSignedToken)
                .containsExactly(GOLDEN, GOLDEN);
    }

    /** Else each would be sent by itself, though the entries came in one batch: see docs/performance.md. */
    @Test
    void whatWaitsTogetherIsPassedTogether() {
        for (int grant = 0; grant < 40; grant++) {
            signer.pass(ACQUIRED, EAST, passed::add);
        }
        handedOver.get(0).run();
        assertThat(passed)
                .hasSizeBetween(2, 39)
                .allMatch(reply -> reply.getAcquire().getLease().hasSignedToken());
        handedOver.forEach(Runnable::run);
        assertThat(passed).hasSize(40);
    }

    @Test
    void anOpeningDoesNotWaitForAThousandSignatures() {
        var many = Holdings.newBuilder().addAllLeases(Collections.nCopies(100, LEASE));
        Reply answer = pass(Reply.newBuilder()
                .setOpenSession(OpenSessionResponse.newBuilder().setHoldings(many))
                .build());
        assertThat(answer.getOpenSession().getHoldings().getLeasesList())
                .hasSize(100)
                .filteredOn(LeaseInfo::hasSignedToken)
                .hasSize(TokenSigner.MAX_IN_ONE_ANSWER);
    }

    @Test
    void aRenewalTellsTheKeyAndSignsNothing() {
        var renewed = RenewSessionResponse.newBuilder()
                .setHoldings(Holdings.newBuilder().addLeases(LEASE));
        signer.pass(Reply.newBuilder().setRenewSession(renewed).build(), EAST, passed::add);
        assertThat(handedOver).isEmpty();
        assertThat(passed.get(0).getRenewSession())
                .isEqualTo(renewed.setSigningKey(KEY.id()).build());
    }

    /** On any node, and after a change of leader: a repeat finds the same bytes. */
    @Test
    void aGrantHasOneSignatureForTwelveHours() {
        for (long hours : new long[] {-48, 0, 1, 12}) {
            now = GRANTED + hours * HOUR;
            assertThat(pass(ACQUIRED).getAcquire().getLease().getSignedToken())
                    .as("after %d hours", hours)
                    .isEqualTo(GOLDEN);
        }
        now = GRANTED + 12 * HOUR + 1;
        assertThat(pass(ACQUIRED).getAcquire().getLease().getSignedToken()).isNotEqualTo(GOLDEN);
    }

    @Test
    void aSignatureIsValidForHalfASlotAtLeast() {
        for (long age = 0; age < 100 * HOUR; age += HOUR / 4) {
            long notAfter = TokenFormat.notAfter(GRANTED, GRANTED + age);
            assertThat((notAfter - GRANTED) % TokenFormat.SLOT_MILLIS).isZero();
            assertThat(notAfter - GRANTED - age).isBetween(12 * HOUR, 36 * HOUR - 1);
        }
    }

    @Test
    void aGrantThatCannotBeSignedIsAnsweredAllTheSame() {
        key = Optional.of(new SigningKey(KEY.id(), KEY.publicKey(), Optional.of(new SigningKey.Secret("AAAA")), "", 0));
        assertThat(pass(ACQUIRED)).isEqualTo(ACQUIRED);
        key = Optional.of(KEY);
        var stopping = new TokenSigner(() -> key, () -> Optional.of("cluster-1"), () -> now, task -> {
            throw new RejectedExecutionException();
        });
        stopping.pass(ACQUIRED, EAST, passed::add);
        assertThat(passed).hasSize(2).last().isEqualTo(ACQUIRED);
    }

    @Test
    void eachKeyIsAnother() {
        SigningKey drawn = KeyPairs.draw();
        assertThat(drawn.id())
                .matches("[0-9a-f]{16}")
                .isNotEqualTo(KeyPairs.draw().id());
        key = Optional.of(drawn);
        assertThat(pass(ACQUIRED).getAcquire().getLease().getSignedToken())
                .startsWith("arbiter-token-1.")
                .isNotEqualTo(GOLDEN);
    }
}
