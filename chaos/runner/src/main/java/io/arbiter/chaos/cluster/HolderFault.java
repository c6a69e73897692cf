package io.arbiter.chaos.cluster;

import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;

/** A fault of the holder process of one region, or of it and the region's server together. */
final class HolderFault implements Fault {
    private final Kind kind;
    private final String region;
    private final Regions regions;
    private final Holders holders;

    /** Kinds of faults. */
    enum Kind {
        /** SIGKILL; another process takes its place at the end. */
        HOLDER_KILL("holder-kill"),
        /** SIGSTOP, and SIGCONT at the end. */
        HOLDER_PAUSE("holder-pause"),
        /** Holders and server of a region are stopped together, as when its machine is suspended. */
        REGION_PAUSE("region-pause");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** As in {@code --nemesis}. */
        String text() {
            return text;
        }
    }

    HolderFault(Kind kind, String region, Regions regions, Holders holders) {
        this.kind = kind;
        this.region = region;
        this.regions = regions;
        this.holders = holders;
    }

    @Override
    public String kind() {
        return kind.text();
    }

    @Override
    public String detail() {
        return region;
    }

    @Override
    public void begin() throws IOException, InterruptedException {
        HolderProcess process = holders.of(region);
        switch (kind) {
            case HOLDER_KILL -> process.kill();
            case HOLDER_PAUSE -> process.pause();
            default -> {
                regions.region(region).pause();
                process.pause();
            }
        }
    }

    @Override
    public void end() throws IOException, InterruptedException {
        switch (kind) {
            case HOLDER_KILL -> holders.restart(region);
            case HOLDER_PAUSE -> holders.of(region).resume();
            default -> {
                // The holder first: its gate must be found closed though its server has not yet sent anything.
                holders.of(region).resume();
                regions.region(region).resume();
            }
        }
    }
}
