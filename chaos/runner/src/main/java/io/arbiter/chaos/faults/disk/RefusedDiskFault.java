package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.faults.spec.RoleFault;
import io.arbiter.chaos.servers.NodeView;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.testsupport.files.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Starts a killed server with a disk that it must refuse, and gives it its own disk back afterwards, unchanged. So no
 * acknowledged entry is lost, and the cluster heals. Until then the server is down, or keeps asking its peers.
 */
abstract class RefusedDiskFault extends RoleFault {
    private static final long LAST_CHANCE_SECONDS = 20;

    private final int exitCode;

    /** @param role of one server */
    protected RefusedDiskFault(
            FaultKind kind, Regions regions, Role.Drawn role, UnaryOperator<String> words, int exitCode) {
        super(kind, regions, role, words);
        this.exitCode = exitCode;
    }

    /** Changes its disk. */
    protected abstract void damage(Region region) throws IOException;

    @Override
    protected final void strike(Region region) throws IOException, InterruptedException {
        region.kill();
        Files.move(region.disk(), saved(region));
        FileTree.copy(saved(region), region.disk());
        damage(region);
        region.start();
        region.allowExit(exitCode);
    }

    private static Path saved(Region region) {
        return region.disk().resolveSibling("disk-saved");
    }

    /** Whether it refused is judged at the end: on a busy machine a start takes a while. */
    @Override
    protected final void undo(Region region) throws IOException, InterruptedException {
        if (region.isRunning()
                && !region.awaitEnd(LAST_CHANCE_SECONDS)
                && regions.view(region).filter(NodeView::ready).isPresent()) {
            region.report("serves with a disk that it should have refused with exit code " + exitCode);
        }
        region.kill();
        FileTree.delete(region.disk());
        Files.move(saved(region), region.disk());
        region.start();
    }
}
