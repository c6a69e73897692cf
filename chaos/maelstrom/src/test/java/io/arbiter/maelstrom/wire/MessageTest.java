package io.arbiter.maelstrom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
    @Test
    void aLineIsReadAndWrittenAsItIs() {
        String line = "{\"src\":\"c1\",\"dest\":\"n1\",\"body\":{\"type\":\"write\",\"value\":[1,1.50,null,\"<é>\"]}}";
        Message message = Message.parse(line);
        assertThat(message.src()).isEqualTo("c1");
        assertThat(message.body().type()).isEqualTo("write");
        assertThat(message.toLine()).isEqualTo(line);
    }

    @Test
    void anAnswerGoesBackUnderTheRequestsId() {
        Message request = Message.parse("{\"src\":\"c1\",\"dest\":\"n1\",\"body\":{\"msg_id\":7}}");
        assertThat(request.answer(new JsonObject()).toLine())
                .isEqualTo("{\"src\":\"n1\",\"dest\":\"c1\",\"body\":{\"in_reply_to\":7}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{",
                "{}",
                "{\"src\":\"a\",\"dest\":\"b\"}",
                "{'src':'a'}",
                "{\"src\":1,\"dest\":\"b\",\"body\":{}}",
                "{\"src\":\"a\",\"dest\":\"b\",\"body\":[]}",
                "{\"src\":\"a\",\"dest\":null,\"body\":{}}",
                "\u0000",
                "{\"src\":\"a\"} {}"
            })
    void whatIsNoMessageIsRefusedAsMalformed(String line) {
        assertThatThrownBy(() -> Message.parse(line))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
    }

    @Test
    void deepNestingIsRefusedAndNotFollowed() {
        String deep = "{\"src\":\"a\",\"dest\":\"b\",\"body\":" + "{\"x\":".repeat(100_000);
        assertThatThrownBy(() -> Message.parse(deep)).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807, 9223372036854775807", "-3, -3", "2.0, 2", "1e3, 1000"})
    void integersAreExact(String written, long value) {
        assertThat(body("{\"n\":" + written + "}").integer("n")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "1.5", "\"1\"", "null", "true", "1e999999999"})
    void whatIsNoIntegerIsRefused(String written) {
        Body body = body("{\"n\":" + written + "}");
        assertThatThrownBy(() -> body.integer("n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("n is ");
    }

    private static Body body(String json) {
        return new Body(JsonParser.parseString(json).getAsJsonObject());
    }
}
