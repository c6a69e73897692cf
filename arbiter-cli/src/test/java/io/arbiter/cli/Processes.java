package io.arbiter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether a process can still act: a zombie, which its new parent has not reaped yet, cannot. */
final class Processes {

    private Processes() {}

    static boolean alive(String pid) {
        Path stat = Path.of("/proc", pid.strip(), "stat");
        if (!Files.exists(Path.of("/proc/self/stat"))) {
            return ProcessHandle.of(Long.parseLong(pid.strip()))
                    .filter(ProcessHandle::isAlive)
                    .isPresent();
        }
        try {
            String text = Files.readString(stat);
            return "ZX".indexOf(text.charAt(text.lastIndexOf(')') + 2)) < 0;
        } catch (IOException e) {
            // No such process (any more).
            return false;
        }
    }
}
