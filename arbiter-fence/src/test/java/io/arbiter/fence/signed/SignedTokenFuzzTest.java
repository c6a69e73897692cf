package io.arbiter.fence.signed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text is refused as malformed, or is a token of which no other text exists, and only its key's is trusted. */
class SignedTokenFuzzTest {
    private static final TestSigner SIGNER = new TestSigner();
    private static final TrustedKeys KEYS = TrustedKeys.parse(TestSigner.GOLDEN_KEYS);

    @ValueSource(strings = {TestSigner.GOLDEN, "arbiter-token-1..", "arbiter-token-1.AA.AA", "5"})
    @FuzzTest
    void parsed(@NotNull String text) {
        parse(text);
        parse("arbiter-token-1." + text);
    }

    static Stream<byte[]> payloads() {
        return Stream.of(Base64.getUrlDecoder().decode(TestSigner.GOLDEN.split("\\.")[1]), new byte[24], new byte[0]);
    }

    /** With a right signature, which is not one of a trusted key. */
    @MethodSource("payloads")
    @FuzzTest
    void signed(byte[] payload) {
        parse(SIGNER.signed("arbiter-token-1." + TestSigner.base64(payload)));
    }

    private static void parse(String text) {
        SignedToken token;
        try {
            token = SignedToken.parse(text);
        } catch (UntrustedTokenException refused) {
            assertThat(refused.reason()).isEqualTo(UntrustedTokenException.Reason.MALFORMED);
            return;
        }
        assertThat(token.token()).isPositive();
        boolean trusted;
        try {
            KEYS.verify(token);
            trusted = true;
        } catch (UntrustedTokenException refused) {
            trusted = false;
        }
        assertThat(trusted).as(text).isEqualTo(text.equals(TestSigner.GOLDEN));
    }
}
