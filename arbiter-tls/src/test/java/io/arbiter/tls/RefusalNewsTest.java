package io.arbiter.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalNewsTest {
    private final RefusalNews news = new RefusalNews();

    @Test
    void theSameIsSaidOnceAMinute() {
        long start = Long.MAX_VALUE - 5;
        assertThat(news.isNews("expired", start)).isTrue();
        assertThat(news.isNews("expired", start + 10)).isFalse();
        assertThat(news.isNews("unknown", start + 10)).isTrue();
        assertThat(news.isNews("expired", start + Duration.ofMinutes(1).toNanos()))
                .isTrue();
    }
}
