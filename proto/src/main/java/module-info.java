/** The wire protocol {@code arbiter.v1}: generated classes. */
module io.arbiter.proto {
    requires transitive com.google.protobuf;
    requires transitive io.grpc;
    requires transitive io.grpc.stub;
    requires transitive proto.google.common.protos;
    requires com.google.common;
    requires io.grpc.protobuf;

    exports io.arbiter.v1;
}
