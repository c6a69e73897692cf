package io.arbiter.bench.contest;

import io.arbiter.testsupport.servers.Geography;
import io.arbiter.testsupport.servers.LoopbackBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The parts that every site owns: addresses and directories. */
record Grounds(LoopbackBlock block, Directories directories) implements AutoCloseable {
    static final String DOMAIN = ".bench.test";

    static Grounds claim(Path parent) throws IOException {
        LoopbackBlock block = LoopbackBlock.claim(0);
        try {
            return new Grounds(block, Directories.make(parent));
        } catch (IOException failed) {
            block.close();
            throw failed;
        }
    }

    String host(int node) {
        return block.server(node + 1);
    }

    /** The address at which {@code from} reaches {@code to}: its own if they are the same, else the end of a link. */
    String seen(int from, int to) {
        return block.fromServers(from + 1, to + 1);
    }

    /** No other site's servers listen on these addresses, so any port works that nobody listens at on all. */
    static int[] ports() {
        return new int[] {LoopbackBlock.RAFT_PORT, LoopbackBlock.CLIENT_PORT, LoopbackBlock.HTTP_PORT};
    }

    Path hosts(int from) {
        return directories.root().resolve("hosts-of-" + Geography.NAMES.get(from));
    }

    @Override
    public void close() {
        try (block) {
            directories.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot let go of block " + block.number() + " of addresses", failed);
        }
    }
}
