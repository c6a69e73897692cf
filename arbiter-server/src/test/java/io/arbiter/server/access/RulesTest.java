package io.arbiter.server.access;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.arbiter.core.auth.Permission;
import io.arbiter.internal.v1.BootstrapGrpc;
import io.arbiter.internal.v1.PeerGrpc;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.testing.TestNode;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing is served that has no rule. */
class RulesTest {
    @Test
    void everyKindOfCallHasARule() {
        for (Call.RequestCase kind : Call.RequestCase.values()) {
            assertThat(Rules.of(kind)).as(kind.name()).isNotNull();
        }
    }

    @Test
    void everyMethodHasARule() {
        assertThat(services().flatMap(service -> service.getMethods().stream()))
                .isNotEmpty()
                .allSatisfy(method -> {
                    assertThat(Rules.isRuled(name(method)))
                            .as(name(method) + " has a rule")
                            .isTrue();
                });
    }

    @Test
    void everyServiceOfAPortIsLookedAt() {
        var known = services().map(ServiceDescriptor::getFullName).toList();
        try (var cluster = new MemoryCluster();
                var node = new TestNode(cluster, "a")) {
            assertThat(known).containsAll(served(node));
        }
    }

    @Test
    void aServiceWithoutARuleIsNotServed() {
        var unruled = ServerServiceDefinition.builder("arbiter.v1.Forgotten")
                .addMethod(
                        ArbiterGrpc.getStatusMethod().toBuilder()
                                .setFullMethodName("arbiter.v1.Forgotten/Everything")
                                .build(),
                        (call, headers) -> new ServerCall.Listener<>() {})
                .build();
        assertThatThrownBy(() -> Rules.requireFor(List.of(unruled)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("arbiter.v1.Forgotten/Everything has no rule");
    }

    @Test
    void aRouteWithoutARuleIsNotServed() {
        assertThatThrownBy(() -> Rules.requireForRoutes(Set.of("/healthz", "/dump")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/dump has no rule");
        assertThat(Rules.isForStrangers("/dump")).isFalse();
    }

    private static Stream<ServiceDescriptor> services() {
        return Stream.of(
                        ArbiterGrpc.getServiceDescriptor(),
                        PeerGrpc.getServiceDescriptor(),
                        BootstrapGrpc.getServiceDescriptor(),
                        HealthGrpc.getServiceDescriptor(),
                        ServerReflectionGrpc.getServiceDescriptor(),
                        io.grpc.reflection.v1alpha.ServerReflectionGrpc.getServiceDescriptor())
                .map(service ->
                        ((ProtoServiceDescriptorSupplier) service.getSchemaDescriptor()).getServiceDescriptor());
    }

    /** The methods beside calls that not everyone may use. */
    static List<String> guarded() {
        return services()
                .flatMap(service -> service.getMethods().stream())
                .map(RulesTest::name)
                .filter(name -> Rules.ofMethod(name)
                        .filter(Set.of(MethodRule.WATCH, MethodRule.SNAPSHOT, MethodRule.NODES)::contains)
                        .isPresent())
                .toList();
    }

    private static String name(MethodDescriptor method) {
        return method.getService().getFullName() + "/" + method.getName();
    }

    private static List<String> served(TestNode node) {
        var answer = new CompletableFuture<ServerReflectionResponse>();
        ServerReflectionGrpc.newStub(node.channel())
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        answer.completeExceptionally(new IllegalStateException("no answer"));
                    }
                })
                .onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        return answer
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .getListServicesResponse()
                .getServiceList()
                .stream()
                .map(ServiceResponse::getName)
                .toList();
    }

    /** A permission leaves this list with the first call that asks for it. */
    @Test
    void permissionsWithoutACallAreKnown() {
        var asked = EnumSet.of(Permission.WATCH, Permission.SNAPSHOT);
        Arrays.stream(Call.RequestCase.values())
                .forEach(kind -> Rules.of(kind).permission().ifPresent(asked::add));
        assertThat(EnumSet.complementOf(asked))
                .containsExactly(Permission.PROMOTE_FORCED, Permission.PROMOTE_OVERRIDING, Permission.GATES);
    }
}
