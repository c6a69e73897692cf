package io.arbiter.chaos.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** A process that reports its clock and its disk's answers, a line for each line that it receives. */
public final class ProbeMain {
    private ProbeMain() {}

    /** @param arguments the file that it writes */
    public static void main(String[] arguments) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (FileChannel file =
                FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(answer(line, file));
            }
        }
    }

    private static String answer(String question, FileChannel file) {
        String[] words = question.split(" ");
        try {
            switch (words[0]) {
                case "clocks":
                    return System.currentTimeMillis() + " " + System.nanoTime();
                case "wait":
                    LockSupport.parkNanos(Long.parseLong(words[1]));
                    return "waited";
                case "write":
                    return "wrote " + file.write(ByteBuffer.allocate(Integer.parseInt(words[1])));
                default:
                    file.force(false);
                    return "synced";
            }
        } catch (IOException refused) {
            return refused.getMessage();
        }
    }
}
