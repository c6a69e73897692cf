package io.arbiter.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules of buf's STANDARD and COMMENTS sets that matter to compilers of other languages.
 *
 * <p>Not taken: SERVICE_SUFFIX, since {@code arbiter.v1.ArbiterService} says service twice; RPC_REQUEST_STANDARD_NAME
 * and RPC_RESPONSE_STANDARD_NAME for {@code Calls}, whose messages are batches of requests.
 */
class LintTest {
    private static final Path DESCRIPTORS = Path.of("target", "arbiter.protoset");
    /**
     * Its values are the very strings of {@code google.rpc.ErrorInfo.reason}: a prefix would have to be cut off by
     * every client. As google.api.ErrorReason.
     */
    private static final String UNPREFIXED = "arbiter.v1.ErrorReason";

    /** Names and texts that people choose, addresses and identities. A closed set of words is an enum. */
    private static final Set<String> FREE_TEXT = Set.of(
            "actor",
            "after_resource",
            "allowed",
            "allowed_regions",
            "answered_by",
            "caller",
            "cancelled_by_actor",
            "cancelled_by_comment",
            "cancelled_by_identity",
            "changing",
            "client_address",
            "client_id",
            "cluster",
            "cluster_id",
            "comment",
            "delete_role",
            "deletes",
            "detail",
            "disk",
            "drop_key",
            "expected_key",
            "field",
            "found",
            "from_region",
            "holder",
            "identity",
            "incarnation",
            "key",
            "last_resource",
            "leader",
            "name",
            "node",
            "preferred_regions",
            "prefix",
            "problem",
            "raft_address",
            "region",
            "regions",
            "release",
            "request_id",
            "resource",
            "role",
            "scope",
            "signed_token",
            "signing_key",
            "to_region",
            "version",
            "waiting");

    @Test
    void packagesAreVersionedAndLieInTheirFolder() {
        assertThat(files()).hasSizeGreaterThan(1).allSatisfy(file -> {
            assertThat(file.getSyntax()).isEqualTo("proto3");
            assertThat(file.getPackage()).matches("arbiter\\.v[1-9]\\d*");
            assertThat(file.getName()).matches(file.getPackage().replace('.', '/') + "/[a-z_]+\\.proto");
        });
    }

    @Test
    void compilersOfOtherLanguagesAreToldThePackage() {
        assertThat(files()).allSatisfy(file -> {
            assertThat(file.getOptions().getGoPackage()).isEqualTo("arbiter.io/api/arbiter/v1;arbiterv1");
            assertThat(file.getOptions().getJavaPackage()).isEqualTo("io.arbiter.v1");
            assertThat(file.getOptions().getJavaMultipleFiles()).isTrue();
            assertThat(file.getOptions().getJavaOuterClassname()).endsWith("Proto");
        });
    }

    @Test
    void theZeroOfAnEnumSaysNothing() {
        assertThat(ofType(EnumDescriptorProto.class)).isNotEmpty().allSatisfy(set -> {
            var values = ((EnumDescriptorProto) set.proto()).getValueList();
            assertThat(values.get(0).getNumber()).isZero();
            assertThat(values.get(0).getName()).isEqualTo(prefix(set) + "UNSPECIFIED");
        });
    }

    /** C++ and protobuf itself put the values of an enum beside it, not into it: without a prefix they meet others. */
    @Test
    void theValuesOfAnEnumCarryItsName() {
        assertThat(ofType(EnumDescriptorProto.class))
                .filteredOn(set -> !set.name().equals(UNPREFIXED))
                .allSatisfy(set -> assertThat(((EnumDescriptorProto) set.proto()).getValueList())
                        .allSatisfy(value -> assertThat(value.getName()).startsWith(prefix(set))));
    }

    @Test
    void namesAreWrittenAsUsual() {
        assertThat(all()).allSatisfy(thing -> assertThat(thing.simpleName()).matches(usual(thing.proto())));
    }

    @Test
    void everyMethodHasItsOwnMessages() {
        assertThat(ofType(MethodDescriptorProto.class))
                .filteredOn(method -> !method.simpleName().equals("Calls"))
                .isNotEmpty()
                .allSatisfy(method -> {
                    var proto = (MethodDescriptorProto) method.proto();
                    assertThat(proto.getInputType()).isEqualTo(".arbiter.v1." + proto.getName() + "Request");
                    assertThat(proto.getOutputType()).isEqualTo(".arbiter.v1." + proto.getName() + "Response");
                });
    }

    @Test
    void everythingSaysWhatItIs() {
        assertThat(all().filter(thing -> thing.comment().isEmpty()).map(Described::name))
                .as("without a comment")
                .isEmpty();
    }

    @Test
    void aClosedSetOfWordsIsAnEnum() {
        assertThat(ofType(FieldDescriptorProto.class)
                        .filter(field -> ((FieldDescriptorProto) field.proto()).getType()
                                == FieldDescriptorProto.Type.TYPE_STRING)
                        .filter(field -> !FREE_TEXT.contains(field.simpleName()))
                        .map(Described::name))
                .as("strings that are no names or texts of people")
                .isEmpty();
    }

    @Test
    void whatIsImportedIsThereForOtherCompilers() {
        assertThat(files().stream().flatMap(file -> file.getDependencyList().stream()))
                .filteredOn(imported -> imported.startsWith("google/rpc/"))
                .isNotEmpty()
                .allSatisfy(
                        imported -> assertThat(Path.of("third_party", imported)).isRegularFile());
    }

    @Test
    void theirProtosAreUnchanged() {
        assertThat(List.of("google/rpc/status.proto", "google/rpc/error_details.proto"))
                .allSatisfy(name -> assertThat(Path.of("third_party", name))
                        .hasBinaryContent(
                                LintTest.class.getResourceAsStream("/" + name).readAllBytes()));
    }

    private static String prefix(Described set) {
        return set.simpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT) + "_";
    }

    private static String usual(Message proto) {
        if (proto instanceof FieldDescriptorProto) {
            return "[a-z][a-z0-9]*(_[a-z0-9]+)*";
        }
        boolean value = proto instanceof EnumValueDescriptorProto;
        return value ? "[A-Z][A-Z0-9]*(_[A-Z0-9]+)*" : "([A-Z][a-z0-9]*)+";
    }

    private static Stream<Described> ofType(Class<? extends Message> type) {
        return all().filter(thing -> type.isInstance(thing.proto()));
    }

    private static Stream<Described> all() {
        return files().stream().flatMap(Described::all);
    }

    private static List<FileDescriptorProto> files() {
        try {
            return FileDescriptorSet.parseFrom(Files.readAllBytes(DESCRIPTORS)).getFileList().stream()
                    .filter(file -> file.getName().startsWith("arbiter/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
