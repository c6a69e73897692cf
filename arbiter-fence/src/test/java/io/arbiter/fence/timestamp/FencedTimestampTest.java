package io.arbiter.fence.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FencedTimestampTest {
    private static final List<Long> TOKENS = List.of(1L, 2L, 255L, 256L, 1L << 40, Long.MAX_VALUE);
    private static final List<Long> MILLIS = List.of(0L, 1L, 255L, 256L, 1L << 40, FencedTimestamp.MAX_MILLIS);
    private static final List<Integer> COUNTS = List.of(0, 1, 255, 256, FencedTimestamp.MAX_COUNT);

    @Test
    void bytesAndTextComeBackAndSortAsTheStampsDo() {
        List<FencedTimestamp> sorted = all().sorted().toList();
        assertThat(sorted)
                .isSortedAccordingTo(Comparator.comparing(FencedTimestamp::toBytes, Arrays::compareUnsigned))
                .isSortedAccordingTo(Comparator.comparing(FencedTimestamp::toString))
                .isSortedAccordingTo(Comparator.comparingLong(FencedTimestamp::token)
                        .thenComparingLong(FencedTimestamp::millis)
                        .thenComparingInt(FencedTimestamp::count))
                .allSatisfy(stamp -> {
                    assertThat(FencedTimestamp.fromBytes(stamp.toBytes())).isEqualTo(stamp);
                    assertThat(FencedTimestamp.parse(stamp.toString())).isEqualTo(stamp);
                });
    }

    @Test
    void itsTextAndBytesStayAsTheyAre() {
        FencedTimestamp stamp = new FencedTimestamp(42, 1_796_097_600_000L, 7);
        assertThat(stamp).hasToString("000000000000002a-01a22fc26a000007");
        assertThat(stamp.toBytes())
                .inHexadecimal()
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 0x2A, 1, 0xA2, 0x2F, 0xC2, 0x6A, 0, 0, 7);
        assertThat(stamp.instant()).hasToString("2026-12-01T04:00:00Z");
    }

    @Test
    void partsOutOfBoundsAreRefused() {
        assertThatThrownBy(() -> new FencedTimestamp(0, 0, 0)).hasMessageContaining("token must be at least 1, was 0");
        assertThatThrownBy(() -> new FencedTimestamp(1, -1, 0))
                .hasMessageContaining("millis")
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> new FencedTimestamp(1, FencedTimestamp.MAX_MILLIS + 1, 0))
                .hasMessageContaining("millis");
        assertThatThrownBy(() -> new FencedTimestamp(1, 0, 65_536))
                .hasMessageContaining("count")
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> new FencedTimestamp(1, 0, -1)).hasMessageContaining("count");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "000000000000002a",
                "000000000000002A-01a22fc26a000007",
                "000000000000002a-01a22fc26a000007 ",
                "000000000000002a_01a22fc26a000007",
                "0000000000000000-01a22fc26a000007",
                "ffffffffffffffff-01a22fc26a000007",
                "000000000000002a-ffffffffffffffff"
            })
    void whatIsNoTextOfAStampIsRefused(String text) {
        assertThatThrownBy(() -> FencedTimestamp.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void randomBytesAreAStampOrRefused() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(20) : FencedTimestamp.BYTES];
            random.nextBytes(bytes);
            if (bytes.length == FencedTimestamp.BYTES && bytes[0] >= 0 && bytes[8] >= 0) {
                assertThat(FencedTimestamp.fromBytes(bytes).toBytes()).isEqualTo(bytes);
            } else {
                assertThatThrownBy(() -> FencedTimestamp.fromBytes(bytes)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    private static Stream<FencedTimestamp> all() {
        return TOKENS.stream()
                .flatMap(token -> MILLIS.stream()
                        .flatMap(millis -> COUNTS.stream().map(count -> new FencedTimestamp(token, millis, count))));
    }
}
