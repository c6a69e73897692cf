package io.arbiter.bench.micro;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.SigningKey;
import io.arbiter.fence.signed.SignedToken;
import io.arbiter.fence.signed.TrustedKeys;
import io.arbiter.server.signing.KeyPairs;
import io.arbiter.server.signing.TokenSigner;
import io.arbiter.v1.AcquireResponse;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.Reply;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a signed grant costs the leader, and the guard that raises its mark for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SigningBenchmark {
    private static final Principal HOLDER = new Principal("spiffe://arbiter/region/us-east/sidecar/orders");

    private final SigningKey key = KeyPairs.draw();
    private final TokenSigner unsigned = signer(Optional.empty());
    private final TokenSigner signing = signer(Optional.of(key));
    private final Reply answer = Reply.newBuilder()
            .setAcquire(AcquireResponse.newBuilder()
                    .setLease(LeaseInfo.newBuilder()
                            .setResource("orders/00001")
                            .setToken(4_711)
                            .setRegion("us-east")
                            .setHolder("sidecar of orders")))
            .build();
    private final TrustedKeys trusted =
            TrustedKeys.parse("arbiter-keys 1\ncluster c\nkey " + key.id() + " " + key.publicKey() + "\n");
    private final String token = signGrant().getAcquire().getLease().getSignedToken();
    private Reply passed;

    private static TokenSigner signer(Optional<SigningKey> key) {
        return new TokenSigner(() -> key, () -> Optional.of("c"), () -> 0, Runnable::run);
    }

    /** A cluster without a key. */
    @Benchmark
    public Reply passGrant() {
        unsigned.pass(answer, HOLDER, reply -> passed = reply);
        return passed;
    }

    @Benchmark
    public Reply signGrant() {
        signing.pass(answer, HOLDER, reply -> passed = reply);
        return passed;
    }

    @Benchmark
    public SignedToken verifyToken() {
        SignedToken read = SignedToken.parse(token);
        trusted.verify(read);
        return read;
    }
}
