package io.arbiter.bench.contest.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.bench.contest.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloorTest {
    @TempDir
    private Path directory;

    @Test
    void everyPartOfTheMachineIsMeasured() throws IOException {
        List<Floor> floors = Floor.ofMachine(directory, 20, 200);
        assertThat(floors).extracting(Floor::name).containsExactly("fdatasync", "tcp-echo", "grpc-echo");
        assertThat(floors).allSatisfy(floor -> {
            assertThat(floor.p50Micros()).isPositive().isLessThanOrEqualTo(floor.p99Micros());
            assertThat(floor.count()).isPositive();
        });
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void linksTakeNoLessThanTheirRoundTrips() throws IOException {
        try (Site site = Site.wan(directory)) {
            List<Floor> floors = Floor.ofLinks(site, 4);
            assertThat(floors).hasSize(6);
            assertThat(floors)
                    .filteredOn(floor -> floor.name().equals("tcp-echo us-west eu-central"))
                    .singleElement()
                    .satisfies(floor -> assertThat(floor.p50Micros()).isGreaterThanOrEqualTo(145_000));
        }
    }

    @Test
    void whatWarmsUpIsNotCounted() throws IOException {
        var runs = new AtomicInteger();
        Floor floor = Floor.measure("step", 10, runs::incrementAndGet);
        assertThat(floor.count()).isEqualTo(10);
        assertThat(runs).hasValue(15);
    }
}
