package io.arbiter.server.raft;

import io.arbiter.server.config.HostPort;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.Message;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyServerBuilder;

/**
 * One node's end of the wire: the library's own transport over gRPC. Requests between the node that is cut off and any
 * other are lost, also on streams that were opened before.
 */
final class CuttableWire implements RaftTransport, GrpcServices.Customizer, ServerInterceptor {
    private final String self;
    private final HostPort listen;
    private final AtomicReference<String> cutOff;

    /** @param cutOff the name of the node that is cut off, or null; shared by all nodes */
    CuttableWire(String self, HostPort listen, AtomicReference<String> cutOff) {
        this.self = self;
        this.listen = listen;
        this.cutOff = cutOff;
    }

    @Override
    public void configure(RaftProperties properties, Parameters parameters) {
        GrpcConfigKeys.Server.setHost(properties, listen.host());
        GrpcConfigKeys.Server.setPort(properties, listen.port());
        GrpcConfigKeys.Client.setHost(properties, listen.host());
        GrpcConfigKeys.Admin.setHost(properties, listen.host());
        GrpcConfigKeys.Server.setServicesCustomizer(parameters, this);
    }

    @Override
    public NettyServerBuilder customize(NettyServerBuilder builder, EnumSet<GrpcServices.Type> types) {
        return builder.intercept(this);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
            ServerCallHandler<Q, R> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onMessage(Q request) {
                if (isLost((Message) request)) {
                    // A stream goes on with the next one; a unary call fails for want of a request.
                    call.request(1);
                } else {
                    super.onMessage(request);
                }
            }
        };
    }

    private boolean isLost(Message request) {
        String cut = cutOff.get();
        return cut != null && (cut.equals(self) || cut.equals(sender(request)));
    }

    /** Every request between nodes names its sender in the same field. */
    private static String sender(Message request) {
        var common = request.getDescriptorForType().findFieldByName("serverRequest");
        return ((RaftRpcRequestProto) request.getField(common)).getRequestorId().toStringUtf8();
    }
}
