package io.arbiter.server.service.grpc;

import io.grpc.BindableService;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.List;

/**
 * The services that list methods and messages to a client, so that grpcurl and other tools can call by name: in today's
 * version, and in the older one of tools before 2023.
 */
public final class Reflection {
    private Reflection() {}

    @SuppressWarnings("deprecation")
    public static List<BindableService> services() {
        return List.of(ProtoReflectionServiceV1.newInstance(), ProtoReflectionService.newInstance());
    }
}
