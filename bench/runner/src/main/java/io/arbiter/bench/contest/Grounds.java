package io.arbiter.bench.contest;

import java.io.IOException;
import java.nio.file.Path;

/** The parts that every site owns: addresses and directories. */
record Grounds(Block block, Directories directories) implements AutoCloseable {
    static Grounds claim(Path parent) throws IOException {
        Block block = Block.claim();
        try {
            return new Grounds(block, Directories.make(parent));
        } catch (IOException failed) {
            block.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        try (block) {
            directories.close();
        }
    }
}
