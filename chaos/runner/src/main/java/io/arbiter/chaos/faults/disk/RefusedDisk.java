package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.servers.NodeView;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Starts a killed server with a disk that it must refuse, and gives it its own disk back afterwards, unchanged. So no
 * acknowledged entry is lost, and the cluster heals. Until then the server is down, or keeps asking its peers.
 */
final class RefusedDisk {
    private static final long LAST_CHANCE_SECONDS = 20;

    private final Regions regions;
    private final Region region;
    private final int exitCode;
    private final Path saved;

    /** The change of the disk. */
    interface Damage {
        void to(Region region) throws IOException;
    }

    RefusedDisk(Regions regions, Region region, int exitCode) {
        this.regions = regions;
        this.region = region;
        this.exitCode = exitCode;
        this.saved = region.disk().resolveSibling("disk-saved");
    }

    void begin(Damage damage) throws IOException, InterruptedException {
        region.kill();
        Files.move(region.disk(), saved);
        copy(saved, region.disk());
        damage.to(region);
        region.start();
        region.allowExit(exitCode);
    }

    /** Whether it refused is judged at the end: on a busy machine a start takes a while. */
    void end() throws IOException, InterruptedException {
        if (region.isRunning() && !region.awaitEnd(LAST_CHANCE_SECONDS)) {
            Optional<NodeView> view = regions.view(region);
            if (view.isPresent() && view.get().ready()) {
                region.report("serves with a disk that it should have refused with exit code " + exitCode);
            }
        }
        region.kill();
        delete(region.disk());
        Files.move(saved, region.disk());
        region.start();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failed) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
