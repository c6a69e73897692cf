package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.faults.spec.RoleFault;
import io.arbiter.chaos.servers.NodeView;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.testsupport.files.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * Starts a killed server with a disk with which it must not vote, and gives it its own disk back afterwards, unchanged.
 * So no acknowledged entry is lost, and the cluster heals. Until then the server is down, or keeps asking its peers.
 */
final class RefusedDiskFault extends RoleFault {
    private static final long LAST_CHANCE_SECONDS = 20;

    private final Damage damage;
    private final OptionalInt exitCode;

    /** A change of a stopped server's disk. */
    interface Damage {
        void to(Region region) throws IOException;
    }

    private RefusedDiskFault(
            String kind,
            Regions regions,
            Role.Drawn role,
            UnaryOperator<String> words,
            Damage damage,
            OptionalInt exitCode) {
        super(kind, regions, role, words);
        this.damage = damage;
        this.exitCode = exitCode;
    }

    /**
     * @param role of one server
     * @param words say what happens to whom
     * @param exitCode with which it must refuse; empty if it must wait to be admitted, for which nobody asks here
     */
    static Blueprint blueprint(
            String kind, Role.Drawn role, UnaryOperator<String> words, Damage damage, OptionalInt exitCode) {
        return new Blueprint(
                words.apply(role.toString()),
                regions -> new RefusedDiskFault(kind, regions, role, words, damage, exitCode));
    }

    @Override
    protected void strike(Region region) throws IOException, InterruptedException {
        region.kill();
        Files.move(region.disk(), saved(region));
        FileTree.copy(saved(region), region.disk());
        damage.to(region);
        region.start();
        exitCode.ifPresent(region::allowExit);
    }

    private static Path saved(Region region) {
        return region.disk().resolveSibling("disk-saved");
    }

    /** Whether it refused is judged at the end: on a busy machine a start takes a while. */
    @Override
    protected void undo(Region region) throws IOException, InterruptedException {
        boolean runs = region.isRunning() && (exitCode.isEmpty() || !region.awaitEnd(LAST_CHANCE_SECONDS));
        if (runs && regions.view(region).filter(NodeView::ready).isPresent()) {
            region.report("serves with a disk with which it must not vote");
        }
        region.kill();
        FileTree.delete(region.disk());
        Files.move(saved(region), region.disk());
        region.start();
    }
}
