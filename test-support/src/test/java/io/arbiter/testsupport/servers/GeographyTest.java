package io.arbiter.testsupport.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GeographyTest {
    @Test
    void regionsAreAsFarFromEachOtherAsPromised() {
        assertThat(Geography.roundTrip("us-east", "us-west")).isEqualTo(Duration.ofMillis(70));
        assertThat(Geography.roundTrip("eu-central", "us-east")).isEqualTo(Duration.ofMillis(90));
        assertThat(Geography.roundTrip("us-west", "eu-central")).isEqualTo(Duration.ofMillis(145));
        assertThat(Geography.roundTrip("eu-central", "eu-central")).isZero();
    }
}
