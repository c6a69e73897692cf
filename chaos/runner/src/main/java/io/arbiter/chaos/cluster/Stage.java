package io.arbiter.chaos.cluster;

import io.arbiter.chaos.faults.FaultCatalogue;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.chaos.servers.RegionsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that stays up between seeds: servers, links, PostgreSQL and the holder processes. */
record Stage(Postgres postgres, Regions regions, Holders holders) {
    /** @param directory of this stage alone */
    static Stage open(ClusterOptions options, Path directory) throws IOException, InterruptedException, SQLException {
        Set<String> kinds = Nemeses.serverKinds(options.kinds());
        FaultCatalogue.requireTools(kinds);
        Postgres postgres = Postgres.start(directory.resolve("postgres"));
        Regions regions = null;
        try {
            regions = Regions.start(RegionsOptions.in(directory)
                    .withBlock(options.block())
                    .interposedIf(FaultCatalogue.needInterposer(kinds)));
            return new Stage(postgres, regions, new Holders(options, regions, postgres.jdbcUrl()));
        } catch (IOException | RuntimeException failed) {
            if (regions != null) {
                regions.close();
            }
            postgres.close();
            throw failed;
        }
    }

    /** The address of each server without links, by the name that clients know. */
    Map<String, String> servers() {
        return Regions.NAMES.stream()
                .collect(Collectors.toMap(region -> regions.endpoints(region).get(0), regions::directAddress));
    }

    /** Leaves no process behind; the files stay. */
    void close() throws IOException, InterruptedException {
        holders.close();
        regions.close();
        postgres.close();
    }
}
