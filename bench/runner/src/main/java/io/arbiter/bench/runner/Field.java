package io.arbiter.bench.runner;

import io.arbiter.bench.contest.Contestant;
import io.arbiter.bench.peers.etcd.Etcd;
import io.arbiter.bench.peers.zookeeper.ZooKeeperContestant;
import io.arbiter.bench.runner.arbiter.ArbiterContestant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The systems that take part. */
public final class Field {
    static final List<String> PEERS = List.of("etcd", "zookeeper", ArbiterContestant.SECURED, ArbiterContestant.SIGNED);
    /** Those that take part without being asked to. */
    private static final List<String> USUAL = List.of("etcd", "zookeeper");

    private static final String INSTALLER = "bench/install-peers";

    private final Path project;
    private final Run.Profile profile;
    private final Progress progress;

    Field(Path project, Run.Profile profile, Progress progress) {
        this.project = project;
        this.profile = profile;
        this.progress = progress;
    }

    /**
     * Arbiter, and the peers.
     *
     * @param against the systems that must take part, installed if absent; empty for those that are present
     * @throws IOException if a system is still missing
     */
    List<Contestant> of(Optional<List<String>> against) throws IOException, InterruptedException {
        List<Contestant> field = new ArrayList<>(List.of(new ArbiterContestant(project)));
        for (String name : against.orElse(USUAL)) {
            if (against.isPresent() && peer(name).missing().isPresent()) {
                install(name);
            }
            field.add(peer(name));
        }
        for (Contestant contestant : List.copyOf(field)) {
            Optional<String> missing = profile == Run.Profile.wan ? contestant.missingOnWan() : contestant.missing();
            if (missing.isPresent() && (against.isPresent() || contestant.name().equals(ArbiterContestant.NAME))) {
                throw new IOException(contestant.name() + " cannot take part: " + missing.get());
            } else if (missing.isPresent()) {
                progress.say("%s is skipped: %s", contestant.name(), missing.get());
                field.remove(contestant);
            }
        }
        return field;
    }

    /** The project, around the directory that {@code bench/run} names or around the working directory. */
    public static Path home() {
        Path from = Path.of(System.getProperty("bench.home", "")).toAbsolutePath();
        for (Path at = from; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("bin/arbiter-server"))) {
                return at;
            }
        }
        throw new IllegalStateException("the project is not around " + from + ": run bench/run from its tree");
    }

    private Contestant peer(String name) {
        return switch (name) {
            case "etcd" -> new Etcd();
            case "zookeeper" -> new ZooKeeperContestant();
            case ArbiterContestant.SECURED -> ArbiterContestant.secured(project);
            case ArbiterContestant.SIGNED -> ArbiterContestant.signed(project);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private void install(String name) throws IOException, InterruptedException {
        progress.say("installing %s", name);
        int status = new ProcessBuilder(project.resolve(INSTALLER).toString())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(INSTALLER + " ended with status " + status);
        }
    }
}
