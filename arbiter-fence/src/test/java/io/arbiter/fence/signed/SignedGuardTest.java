package io.arbiter.fence.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.fence.FencingGuard;
import io.arbiter.fence.HighWaterMarkStore;
import io.arbiter.fence.InMemoryHighWaterMarkStore;
import io.arbiter.fence.StaleTokenException;
import io.arbiter.fence.file.FileHighWaterMarkStore;
import io.arbiter.fence.signed.UntrustedTokenException.Reason;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guard with keys: nobody raises its mark by knowing a large number. */
class SignedGuardTest {
    private static final Clock CLOCK = Clock.fixed(TestSigner.NOW, ZoneOffset.UTC);

    private final TestSigner signer = new TestSigner();
    private final SignatureRule rule =
            SignatureRule.required(() -> TestSigner.trusting(signer)).at(CLOCK);
    private final FencingGuard guard = guard(rule);

    private static FencingGuard guard(SignatureRule rule) {
        return new FencingGuard(new InMemoryHighWaterMarkStore(), rule);
    }

    @Test
    void aLargeNumberLocksNobodyOut() {
        guard.check("orders", signer.sign("orders", 5));
        refused(Reason.UNSIGNED, () -> guard.check("orders", Long.MAX_VALUE));
        refused(Reason.UNSIGNED, () -> guard.advance("orders", Long.MAX_VALUE));
        refused(Reason.UNSIGNED, () -> guard.check("orders", "9223372036854775807"));
        assertThat(guard.highest("orders")).isEqualTo(5);
        guard.check("orders", 5);
        guard.check("orders", "5");
        guard.check("orders", signer.sign("orders", 6));
        assertThatThrownBy(() -> guard.check("orders", 5)).isInstanceOf(StaleTokenException.class);
    }

    @Test
    void marksInFilesAreKeptAlike(@TempDir Path directory) {
        try (var marks = FileHighWaterMarkStore.open(directory.resolve("marks"))) {
            var stored = new FencingGuard(marks, rule);
            stored.advance("orders", signer.sign("orders", 7));
            refused(Reason.UNSIGNED, () -> stored.check("orders", 8));
        }
        try (var marks = FileHighWaterMarkStore.open(directory.resolve("marks"))) {
            var stored = new FencingGuard(marks, rule);
            stored.check("orders", 7);
            refused(Reason.UNSIGNED, () -> stored.check("orders", 8));
            assertThatThrownBy(() -> stored.check("orders", 6)).isInstanceOf(StaleTokenException.class);
        }
    }

    @Test
    void whatIsNotTheClustersRaisesNothing() {
        refused(Reason.FORGED, () -> guard.check("orders", withOtherToken(signer.sign("orders", 5))));
        refused(Reason.UNKNOWN_KEY, () -> guard.check("orders", new TestSigner().sign("orders", 5)));
        refused(Reason.OTHER_RESOURCE, () -> guard.check("orders", signer.sign("payments", 5)));
        refused(
                Reason.OTHER_CLUSTER,
                () -> guard.check("orders", new TestSigner().ofCluster("c2").sign("orders", 5)));
        refused(Reason.MALFORMED, () -> guard.check("orders", "arbiter-token-2.AAAA.AAAA"));
        assertThat(guard.highest("orders")).isZero();
    }

    /** The key's id and the signature stay, the number changes. */
    private static String withOtherToken(String token) {
        char[] changed = token.toCharArray();
        int inTheNumber = "arbiter-token-1.".length() + 18;
        changed[inTheNumber] = changed[inTheNumber] == 'A' ? 'B' : 'A';
        return new String(changed);
    }

    @Test
    void aTokenOfAnotherRegionRaisesNothing() {
        FencingGuard bound = guard(rule.inRegion("us-east"));
        refused(
                Reason.OTHER_REGION,
                () -> bound.check("orders", signer.forRegion("us-west").sign("orders", 5)));
        bound.check("orders", signer.forRegion("us-east").sign("orders", 5));
        refused(Reason.UNSIGNED, () -> bound.check("orders", 6));
    }

    /** Bound to a region and not signed: a mistake is found, and plain numbers are taken as before. */
    @Test
    void aSignatureThatIsShownHasToBeRight() {
        FencingGuard lenient = guard(SignatureRule.ifShown(() -> TestSigner.trusting(signer))
                .at(CLOCK)
                .inRegion("us-east"));
        refused(
                Reason.OTHER_REGION,
                () -> lenient.check("orders", signer.forRegion("us-west").sign("orders", 5)));
        refused(Reason.UNKNOWN_KEY, () -> lenient.check("orders", new TestSigner().sign("orders", 5)));
        lenient.check("orders", 5);
        lenient.check("orders", "6");
    }

    /** What a thief kept raises nothing later; what it raised in time stays raised. */
    @Test
    void anOldSignatureRaisesNothing() {
        String last = signer.until(TestSigner.NOW).sign("orders", 5);
        String old = signer.until(TestSigner.NOW.minusMillis(1)).sign("orders", 6);
        guard.check("orders", last);
        refused(Reason.EXPIRED, () -> guard.check("orders", old));
        guard.check("orders", signer.until(TestSigner.NOW.minusMillis(1)).sign("orders", 5));
    }

    @Test
    void oldAndNewKeysAreBelievedTogether() {
        var next = new TestSigner();
        var keys = new TrustedKeys[] {TestSigner.trusting(signer)};
        FencingGuard rotating = guard(SignatureRule.required(() -> keys[0]).at(CLOCK));
        refused(Reason.UNKNOWN_KEY, () -> rotating.check("orders", next.sign("orders", 5)));
        keys[0] = TestSigner.trusting(next, signer);
        rotating.check("orders", signer.sign("orders", 5));
        rotating.check("orders", next.sign("orders", 6));
        keys[0] = TestSigner.trusting(next);
        refused(Reason.UNKNOWN_KEY, () -> rotating.check("orders", signer.sign("orders", 7)));
    }

    @Test
    void aGuardWithoutKeysTakesTheNumberOfASignedToken() {
        FencingGuard plain = FencingGuard.inMemory();
        plain.check("orders", signer.sign("orders", 5));
        assertThat(plain.highest("orders")).isEqualTo(5);
        refused(Reason.OTHER_RESOURCE, () -> plain.check("orders", signer.sign("payments", 6)));
        assertThatThrownBy(() -> plain.check("orders", "5x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plain.check("orders", "9999999999999999999"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The test of the test: a guard that looks at no signature is convicted by the first case above. */
    @Test
    void withoutTheRuleTheLargeNumberLocksOut() {
        HighWaterMarkStore marks = new InMemoryHighWaterMarkStore();
        new FencingGuard(marks).check("orders", Long.MAX_VALUE);
        var late = new FencingGuard(marks, rule);
        assertThatThrownBy(() -> late.check("orders", signer.sign("orders", 5)))
                .isInstanceOf(StaleTokenException.class);
    }

    @Test
    void theServersTokenIsRead() {
        SignedToken token = SignedToken.parse(TestSigner.GOLDEN);
        TrustedKeys.parse(TestSigner.GOLDEN_KEYS).verify(token);
        assertThat(Map.of(
                        "cluster", token.clusterId(),
                        "resource", token.resource(),
                        "region", token.region(),
                        "holder", token.holder(),
                        "key", token.keyId()))
                .containsOnly(
                        Map.entry("cluster", "cluster-1"),
                        Map.entry("resource", "orders/\u00fc"),
                        Map.entry("region", "us-east"),
                        Map.entry("holder", "spiffe://arbiter/region/us-east/sidecar/orders"),
                        Map.entry("key", "a050837d85070582"));
        assertThat(token.token()).isEqualTo(42);
        assertThat(token.notAfter().toEpochMilli()).isEqualTo(1_800_000_000_000L);
        assertThat(token.toString()).doesNotContain("5hEuMYrY");
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UntrustedTokenException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
