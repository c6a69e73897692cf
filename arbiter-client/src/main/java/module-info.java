/**
 * The client library. Packages that are not exported are not API.
 *
 * <p>gRPC and protobuf are automatic modules, so a program that links itself with jlink cannot contain this one.
 */
@SuppressWarnings("requires-automatic")
module io.arbiter.client {
    requires io.grpc;
    requires com.google.protobuf;
    requires io.arbiter.proto;
    requires io.arbiter.tls;
    requires io.grpc.netty.shaded;
    requires io.grpc.protobuf;
    requires io.grpc.stub;
    // Netty, behind gRPC, reaches memory through it, and as an automatic module it cannot declare that.
    requires jdk.unsupported;
    requires org.slf4j;
    requires proto.google.common.protos;

    exports io.arbiter.client;
    exports io.arbiter.client.gate;
    exports io.arbiter.client.model;
    exports io.arbiter.client.model.auth;
    exports io.arbiter.client.model.policy;
    exports io.arbiter.client.model.promotion;
}
