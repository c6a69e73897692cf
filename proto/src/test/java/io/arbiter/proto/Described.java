package io.arbiter.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One thing that a proto file declares, with the comment in front of it.
 *
 * @param name with the names of what surrounds it
 * @param proto its descriptor
 * @param comment empty if there is none
 */
record Described(String name, Message proto, String comment) {

    /** All that a file declares, at any depth. */
    static Stream<Described> all(FileDescriptorProto file) {
        return new Walk(file).found.stream();
    }

    /** Its own name. */
    String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static final class Walk {
        private final Map<List<Integer>, String> comments;
        private final List<Described> found = new ArrayList<>();

        Walk(FileDescriptorProto file) {
            this.comments = file.getSourceCodeInfo().getLocationList().stream()
                    .collect(Collectors.toMap(
                            Location::getPathList, Location::getLeadingComments, (one, other) -> one + other));
            String scope = file.getPackage();
            messages(file.getMessageTypeList(), scope, List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER));
            enums(file.getEnumTypeList(), scope, List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER));
            each(
                    file.getServiceList(),
                    ServiceDescriptorProto::getName,
                    scope,
                    List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER),
                    (service, name, path) -> each(
                            service.getMethodList(),
                            MethodDescriptorProto::getName,
                            name,
                            with(path, ServiceDescriptorProto.METHOD_FIELD_NUMBER),
                            (method, ignored, itsPath) -> {}));
        }

        private void messages(List<DescriptorProto> messages, String scope, List<Integer> path) {
            each(messages, DescriptorProto::getName, scope, path, (message, name, itsPath) -> {
                each(
                        message.getFieldList(),
                        FieldDescriptorProto::getName,
                        name,
                        with(itsPath, DescriptorProto.FIELD_FIELD_NUMBER),
                        (field, ignored, fieldPath) -> {});
                messages(message.getNestedTypeList(), name, with(itsPath, DescriptorProto.NESTED_TYPE_FIELD_NUMBER));
                enums(message.getEnumTypeList(), name, with(itsPath, DescriptorProto.ENUM_TYPE_FIELD_NUMBER));
            });
        }

        private void enums(List<EnumDescriptorProto> enums, String scope, List<Integer> path) {
            each(
                    enums,
                    EnumDescriptorProto::getName,
                    scope,
                    path,
                    (set, name, itsPath) -> each(
                            set.getValueList(),
                            EnumValueDescriptorProto::getName,
                            name,
                            with(itsPath, EnumDescriptorProto.VALUE_FIELD_NUMBER),
                            (value, ignored, valuePath) -> {}));
        }

        private <M extends Message> void each(
                List<M> protos, Function<M, String> name, String scope, List<Integer> path, Inside<M> inside) {
            IntStream.range(0, protos.size()).forEach(i -> {
                M proto = protos.get(i);
                String full = scope + "." + name.apply(proto);
                List<Integer> itsPath = with(path, i);
                found.add(new Described(
                        full, proto, comments.getOrDefault(itsPath, "").strip()));
                inside.visit(proto, full, itsPath);
            });
        }

        private static List<Integer> with(List<Integer> path, int last) {
            return Stream.concat(path.stream(), Stream.of(last)).toList();
        }
    }

    private interface Inside<M> {
        void visit(M proto, String name, List<Integer> path);
    }
}
