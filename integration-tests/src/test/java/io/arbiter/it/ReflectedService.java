package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls a service with JSON, knowing only its schema from reflection, as grpcurl does. */
final class ReflectedService {
    private final ManagedChannel channel;
    private final ServiceDescriptor service;

    ReflectedService(ManagedChannel channel, String name) {
        this.channel = channel;
        Map<String, FileDescriptorProto> files = new HashMap<>();
        ServerReflectionResponse answer =
                ask(ServerReflectionRequest.newBuilder().setFileContainingSymbol(name));
        answer.getFileDescriptorResponse().getFileDescriptorProtoList().forEach(bytes -> {
            try {
                FileDescriptorProto file = FileDescriptorProto.parseFrom(bytes);
                files.put(file.getName(), file);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        });
        this.service = files.keySet().stream()
                .map(file -> build(file, files, new HashMap<>()))
                .flatMap(file -> file.getServices().stream())
                .filter(found -> found.getFullName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static FileDescriptor build(
            String name, Map<String, FileDescriptorProto> files, Map<String, FileDescriptor> built) {
        if (!built.containsKey(name)) {
            FileDescriptorProto file = files.get(name);
            FileDescriptor[] imported = file.getDependencyList().stream()
                    .map(dependency -> build(dependency, files, built))
                    .toArray(FileDescriptor[]::new);
            try {
                built.put(name, FileDescriptor.buildFrom(file, imported));
            } catch (DescriptorValidationException e) {
                throw new IllegalStateException(e);
            }
        }
        return built.get(name);
    }

    private ServerReflectionResponse ask(ServerReflectionRequest.Builder question) {
        var answered = new CompletableFuture<ServerReflectionResponse>();
        StreamObserver<ServerReflectionRequest> ask = ServerReflectionGrpc.newStub(channel)
                .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse answer) {
                        answered.complete(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answered.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        answered.completeExceptionally(new AssertionError("no answer"));
                    }
                });
        ask.onNext(question.build());
        ServerReflectionResponse answer = answered.join();
        ask.onCompleted();
        return answer;
    }

    /** The names of all services of the server. */
    List<String> services() {
        return ask(ServerReflectionRequest.newBuilder().setListServices(""))
                .getListServicesResponse()
                .getServiceList()
                .stream()
                .map(found -> found.getName())
                .toList();
    }

    List<String> methods() {
        return service.getMethods().stream().map(MethodDescriptor::getName).toList();
    }

    /** The answer as JSON; the first one of a stream. */
    String call(String name, String json) throws InvalidProtocolBufferException {
        MethodDescriptor method = service.findMethodByName(name);
        DynamicMessage.Builder request = DynamicMessage.newBuilder(method.getInputType());
        JsonFormat.parser().merge(json, request);
        var options = CallOptions.DEFAULT.withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Iterator<Message> answers =
                ClientCalls.blockingServerStreamingCall(channel, described(method), options, request.build());
        return JsonFormat.printer().print(answers.next());
    }

    private io.grpc.MethodDescriptor<Message, Message> described(MethodDescriptor method) {
        var type = method.isServerStreaming()
                ? io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING
                : io.grpc.MethodDescriptor.MethodType.UNARY;
        return io.grpc.MethodDescriptor.<Message, Message>newBuilder()
                .setType(type)
                .setFullMethodName(service.getFullName() + "/" + method.getName())
                .setRequestMarshaller(marshaller(method.getInputType()))
                .setResponseMarshaller(marshaller(method.getOutputType()))
                .build();
    }

    private static io.grpc.MethodDescriptor.Marshaller<Message> marshaller(Descriptor type) {
        return ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(type));
    }
}
