package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/other-languages.md, in order, against a new cluster. grpcurl itself is not available everywhere:
 * the same JSON goes to the same method, by way of the schema from reflection.
 */
class OtherLanguagesPageTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/other-languages.md");
    private static final String SERVICE = "arbiter.v1.Arbiter";
    private static final Pattern BLOCK = Pattern.compile("(?s)```(sh|json)\n(.*?)```");
    private static final Pattern CALL = Pattern.compile(
            "grpcurl -plaintext (?:-max-time \\d+ )?-d '([^']*)' 127\\.0\\.0\\.1:7401 " + SERVICE + "/(\\w+)");
    /** Values that each new cluster numbers by itself: bound by the first answer that has them. */
    private static final List<String> NUMBERS = List.of("SESSION", "OTHER", "WRITER", "TARGET", "TOKEN", "NEXT");

    private static final List<String> QUESTIONS =
            List.of("grpcurl -plaintext 127.0.0.1:7401 list", "grpcurl -plaintext 127.0.0.1:7401 describe " + SERVICE);

    private final List<String> called = new ArrayList<>();
    private final Map<String, String> bound = new HashMap<>();
    private TestCluster cluster;
    private ManagedChannel channel;
    private ReflectedService service;
    private String answer;

    @AfterEach
    void close() {
        channel.shutdownNow();
        cluster.close();
    }

    @Test
    void everyCommandAnswersAsThePageSays(@TempDir Path directory) throws IOException {
        cluster = TestCluster.started(directory, "");
        channel = NettyChannelBuilder.forTarget(cluster.clientAddress("us-east"))
                .usePlaintext()
                .build();
        service = new ReflectedService(channel, SERVICE);
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(PAGE)).results().toList();
        for (MatchResult block : blocks) {
            if (block.group(1).equals("sh")) {
                for (String command : block.group(2).replaceAll("\\\\\n *", "").split("\n")) {
                    run(command);
                }
            } else {
                assertContains(JsonParser.parseString(answer), JsonParser.parseString(block.group(2)), answer);
            }
        }
        assertThat(service.methods())
                .filteredOn(method -> !method.equals("Calls"))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(called).contains(method));
    }

    private void run(String command) throws InvalidProtocolBufferException {
        if (QUESTIONS.contains(command)) {
            assertThat(service.services())
                    .contains(
                            SERVICE, "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection");
            return;
        }
        Matcher call = CALL.matcher(command);
        assertThat(call.matches()).as(command).isTrue();
        called.add(call.group(2));
        try {
            answer = service.call(call.group(2), withNumbers(call.group(1)));
        } catch (StatusRuntimeException refused) {
            answer = JsonFormat.printer().print(info(refused));
        }
    }

    private String withNumbers(String json) {
        String request = json;
        for (Map.Entry<String, String> number : bound.entrySet()) {
            request = request.replace("\"" + number.getKey() + "\"", "\"" + number.getValue() + "\"");
        }
        return request;
    }

    private static ErrorInfo info(StatusRuntimeException refused) throws InvalidProtocolBufferException {
        for (Any detail : StatusProto.fromThrowable(refused).getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return detail.unpack(ErrorInfo.class);
            }
        }
        throw refused;
    }

    /** Objects may have more than the page shows, lists may go on. */
    private void assertContains(JsonElement found, JsonElement shown, String whole) {
        if (shown.isJsonObject()) {
            assertThat(found.isJsonObject()).as(whole).isTrue();
            shown.getAsJsonObject().entrySet().forEach(entry -> {
                assertThat(found.getAsJsonObject().has(entry.getKey()))
                        .as("%s in %s", entry.getKey(), whole)
                        .isTrue();
                assertContains(found.getAsJsonObject().get(entry.getKey()), entry.getValue(), whole);
            });
        } else if (shown.isJsonArray()) {
            assertThat(found.getAsJsonArray().size())
                    .as(whole)
                    .isGreaterThanOrEqualTo(shown.getAsJsonArray().size());
            for (int i = 0; i < shown.getAsJsonArray().size(); i++) {
                assertContains(
                        found.getAsJsonArray().get(i), shown.getAsJsonArray().get(i), whole);
            }
        } else {
            String text = shown.getAsString();
            String expected =
                    NUMBERS.contains(text) ? bound.computeIfAbsent(text, number -> found.getAsString()) : text;
            assertThat(found.getAsString()).as(whole).isEqualTo(expected);
        }
    }
}
