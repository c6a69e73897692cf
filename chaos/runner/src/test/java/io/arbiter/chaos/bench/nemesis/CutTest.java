package io.arbiter.chaos.bench.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.net.Partition;
import io.arbiter.chaos.bench.net.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutTest {
    private static List<String> nodes(int count) {
        return List.of("n1", "n2", "n3", "n4", "n5").subList(0, count);
    }

    private static Partition draw(Cut cut, int count, long seed) {
        return cut.draw(new SeededRandom(seed), nodes(count));
    }

    /** Those from which the node receives, itself included. */
    private static Set<String> heardBy(String node, Partition partition, int count) {
        return nodes(count).stream()
                .filter(from -> !partition.routes().contains(new Route(from, node)))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void halvesLeaveOneMajority(int count) {
        for (long seed = 0; seed < 20; seed++) {
            Partition halves = draw(Cut.HALVES, count, seed);
            Set<Set<String>> sides = nodes(count).stream()
                    .map(node -> heardBy(node, halves, count))
                    .collect(Collectors.toSet());
            assertThat(sides).extracting(Set::size).containsExactlyInAnyOrder(count / 2, count / 2 + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void inARingEachHearsAMajorityAndNoTwoTheSame(int count) {
        for (long seed = 0; seed < 20; seed++) {
            Partition ring = draw(Cut.RING, count, seed);
            Set<Set<String>> heard = new HashSet<>();
            for (String node : nodes(count)) {
                assertThat(heardBy(node, ring, count)).hasSize(count / 2 + 1).contains(node);
                heard.add(heardBy(node, ring, count));
            }
            assertThat(heard).hasSize(count);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void onlyTheBridgeHearsAll(int count) {
        for (long seed = 0; seed < 20; seed++) {
            Partition bridge = draw(Cut.BRIDGE, count, seed);
            assertThat(nodes(count))
                    .filteredOn(node -> heardBy(node, bridge, count).size() == count)
                    .hasSize(1);
            assertThat(nodes(count))
                    .filteredOn(node -> heardBy(node, bridge, count).size() == count / 2 + 1)
                    .hasSize(count - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void oneWayCutsOneDirectionOfOneNode(int count) {
        Set<Boolean> deaf = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            Set<Route> routes = draw(Cut.ONE_WAY, count, seed).routes();
            assertThat(routes).hasSize(count - 1);
            deaf.add(routes.stream().map(Route::to).distinct().count() == 1);
            assertThat(routes).noneMatch(route -> routes.contains(new Route(route.to(), route.from())));
        }
        assertThat(deaf).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void anIsolatedNodeHearsNobodyAndIsNotHeard(int count) {
        Partition alone = draw(Cut.NODE, count, 4);
        assertThat(nodes(count))
                .filteredOn(node -> heardBy(node, alone, count).size() == 1)
                .hasSize(1);
        assertThat(alone.routes()).hasSize(2 * (count - 1));
    }
}
