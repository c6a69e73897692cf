package io.arbiter.server.access;

import static io.arbiter.server.access.Person.refusal;
import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.openSession;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.arbiter.server.tls.TlsCluster;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.v1.AcquireResponse;
import io.arbiter.v1.ArbiterProto;
import io.arbiter.v1.AuthChange;
import io.arbiter.v1.AuthProto;
import io.arbiter.v1.ChangeAuthRequest;
import io.arbiter.v1.GetKeysRequest;
import io.arbiter.v1.GetKeysResponse;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.SignTokenRequest;
import io.arbiter.v1.TypesProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and signed grants on three nodes with certificates: who makes them, who gets them. */
class SigningTest {
    private static final String DENIED = "PERMISSION_DENIED";
    private static final TestAuthority AUTHORITY = new TestAuthority("authority");

    @TempDir
    private static Path directory;

    private static TlsCluster cluster;

    private final Person ann = Person.of(AUTHORITY, "spiffe://arbiter/operator/ann", cluster);
    private final Person east = Person.of(AUTHORITY, "spiffe://arbiter/region/us-east/sidecar/a", cluster);
    private final Person other = Person.of(AUTHORITY, "spiffe://arbiter/region/us-east/sidecar/b", cluster);

    @BeforeAll
    static void start() throws IOException {
        cluster = new TlsCluster(directory, AUTHORITY);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void disconnect() {
        List.of(ann, east, other).forEach(Person::close);
    }

    private void change(Person who, AuthChange.Builder change) {
        who.at("n2")
                .changeAuth(ChangeAuthRequest.newBuilder()
                        .setChange(change)
                        .setComment("c")
                        .build());
    }

    private static AuthChange.Builder rotate(String expected) {
        return AuthChange.newBuilder()
                .setRotateKey(AuthChange.RotateKey.newBuilder().setExpectedKey(expected));
    }

    private static GetKeysResponse keys(Person who) {
        return who.at("n3").getKeys(GetKeysRequest.getDefaultInstance());
    }

    @Test
    void theHolderAloneGetsASignedGrantAndTheSameFromEveryNode() {
        assertThat(refusal(() -> {
                    change(east, rotate(""));
                    return "";
                }))
                .isEqualTo(DENIED);
        long session = east.at("n1")
                .openSession(
                        openSession("holder").toBuilder().setRegion("us-east").build())
                .getSessionId();
        AcquireResponse before = east.at("n1").acquire(acquire("orders", session));
        assertThat(before.getLease().getSignedToken()).isEmpty();

        change(ann, rotate(""));
        change(ann, rotate(""));
        GetKeysResponse keys = keys(other);
        assertThat(keys.getKeysList()).as("a repeat has the effect of one").hasSize(1);
        String key = keys.getKeys(0).getKey();
        String signed =
                east.at("n1").acquire(acquire("orders", session)).getLease().getSignedToken();
        assertThat(signed).startsWith("arbiter-token-1.");
        long token = before.getLease().getToken();
        for (String node : TlsCluster.NODES) {
            assertThat(east.at(node)
                            .acquire(acquire("orders", session))
                            .getLease()
                            .getSignedToken())
                    .isEqualTo(signed);
            assertThat(east.at(node).signToken(sign(session, token)).getLease().getSignedToken())
                    .isEqualTo(signed);
            assertThat(east.at(node)
                            .renewSession(RenewSessionRequest.newBuilder()
                                    .setSessionId(session)
                                    .setKnownHoldingsVersion(-1)
                                    .build())
                            .toString())
                    .contains("orders", key)
                    .doesNotContain("arbiter-token-1");
            assertThat(other.at(node)
                            .listLeases(ListLeasesRequest.getDefaultInstance())
                            .toString())
                    .contains("orders")
                    .doesNotContain("arbiter-token-1");
            assertThat(other.at(node)
                            .getLease(GetLeaseRequest.newBuilder()
                                    .setResource("orders")
                                    .build())
                            .toString())
                    .contains("orders")
                    .doesNotContain("arbiter-token-1");
        }
        assertThat(refusal(() -> other.at("n1").signToken(sign(session, token))))
                .isEqualTo(DENIED);
        assertThat(refusal(() -> east.at("n1").signToken(sign(session, token + 1))))
                .isEqualTo("STALE_TOKEN");
        assertThat(refusal(() -> {
                    change(ann, AuthChange.newBuilder().setDropKey(key));
                    return "";
                }))
                .isEqualTo("KEY_IN_USE");
        assertThat(refusal(() -> {
                    change(ann, rotate("0123456789abcdef"));
                    return "";
                }))
                .isEqualTo("KEY_NOT_CURRENT");
        change(ann, rotate(key));
        assertThat(keys(east).getKeysList()).hasSize(2);
        assertThat(east.at("n2").signToken(sign(session, token)).getLease().getSignedToken())
                .startsWith("arbiter-token-1.")
                .isNotEqualTo(signed);
    }

    private static SignTokenRequest sign(long session, long token) {
        return SignTokenRequest.newBuilder()
                .setResource("orders")
                .setSessionId(session)
                .setToken(token)
                .build();
    }

    /** A private key cannot be sent by mistake: no message of the protocol has a place for it. */
    @Test
    void theProtocolHasNoFieldForAPrivateKey() {
        assertThat(Stream.of(ArbiterProto.getDescriptor(), AuthProto.getDescriptor(), TypesProto.getDescriptor())
                        .flatMap(file -> file.getMessageTypes().stream())
                        .flatMap(SigningTest::fields)
                        .map(FieldDescriptor::getName))
                .contains("public_key")
                .noneMatch(name -> name.contains("private") || name.contains("secret"));
    }

    private static Stream<FieldDescriptor> fields(Descriptor message) {
        return Stream.concat(
                message.getFields().stream(), message.getNestedTypes().stream().flatMap(SigningTest::fields));
    }
}
