package io.arbiter.chaos.power.cluster;

import io.arbiter.chaos.power.disk.Change;
import io.arbiter.chaos.power.disk.Disk;
import io.arbiter.chaos.power.disk.PowerCut;
import io.arbiter.server.consensus.Member;
import io.arbiter.testsupport.net.FreePorts;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A node over all its starts and disks. */
public final class Node {
    /** The common parts of all nodes of a cluster. */
    record Surroundings(
            String cluster,
            List<Member> members,
            Links links,
            Formation formation,
            Ledger ledger,
            boolean preallocate) {}

    private final String name;
    private final Surroundings surroundings;
    private final List<Disk> earlier = new ArrayList<>();
    private Disk disk;
    private volatile Server server;

    Node(String name, Disk disk, Surroundings surroundings) {
        this.name = name;
        this.disk = disk;
        this.surroundings = surroundings;
    }

    public String name() {
        return name;
    }

    public Disk disk() {
        return disk;
    }

    /** Of the last start. */
    public Server server() {
        return server;
    }

    /** Returns at once. */
    public void start() throws IOException {
        int port = FreePorts.one();
        surroundings.links().lead(name, port);
        surroundings.links().join(name);
        server = new Server(
                new Server.Options(
                        surroundings.cluster(),
                        name,
                        surroundings.members(),
                        port,
                        disk.directory(),
                        surroundings.preallocate()),
                surroundings.formation(),
                surroundings.ledger());
        server.start();
    }

    /** Another process took the port in between: that says nothing about the node. */
    public boolean lostItsPort() {
        return server.refusal().stream()
                .flatMap(why -> Stream.iterate(why, each -> each != null, Throwable::getCause))
                .anyMatch(BindException.class::isInstance);
    }

    public CompletableFuture<Void> stop() {
        return server.close();
    }

    /** After its disk was stopped: nothing leaves it any more, then everything that it waits for fails. */
    public void powerOff() throws IOException {
        surroundings.links().cutOff(name);
        server.powerOff();
        disk.kill();
        server.close();
    }

    /** @return the node's step at the cut */
    public String powerOn(Random random) throws IOException {
        PowerCut cut = disk.cut(random);
        earlier.add(disk);
        disk = cut.left();
        return cut.step();
    }

    void deleteDisks() throws IOException {
        disk.delete();
        for (Disk each : earlier) {
            each.delete();
        }
    }

    /** Its last changes, for people. */
    public List<String> lastChanges(int count) throws IOException {
        List<Change> changes = disk.changes();
        return changes.subList(Math.max(0, changes.size() - count), changes.size()).stream()
                .map(Change::toString)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
