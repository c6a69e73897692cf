package io.arbiter.fence.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9, again and again, at a moment that nobody chose: an acknowledged mark is never forgotten. */
class FileHighWaterMarkStoreKillTest {
    private static final int KILLS = 30;
    private static final long SEED = 42;

    private final Map<String, Long> acknowledged = new HashMap<>();

    @TempDir
    private Path directory;

    @Test
    void acknowledgedMarksSurviveKills() throws Exception {
        Random random = new Random(SEED);
        Path file = directory.resolve("marks");
        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill(file, 1 + random.nextInt(40));
            try (FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(file)) {
                acknowledged.forEach((resource, token) ->
                        assertThat(marks.highest(resource)).as(resource).isGreaterThanOrEqualTo(token));
            }
        }
        assertThat(acknowledged).hasSize(MarksProcess.RESOURCES);
    }

    /** The child runs ahead of the lines read here, so the kill hits it in any step of a raise. */
    private void runAndKill(Path file, int acknowledgements) throws IOException, InterruptedException {
        MarksProcess child = MarksProcess.start(file);
        for (int i = 0; i < acknowledgements; i++) {
            note(child.output().readLine());
        }
        child.process().toHandle().destroyForcibly(); // unlike the process's own, leaves its last words readable
        String line = child.output().readLine();
        while (line != null) {
            note(line);
            line = child.output().readLine();
        }
        assertThat(child.process().waitFor()).as("ended by a kill").isEqualTo(128 + 9);
    }

    private void note(String line) {
        assertThat(line).as("an acknowledgement").matches("resource-\\d \\d+");
        String[] words = line.split(" ");
        acknowledged.merge(words[0], Long.parseLong(words[1]), Math::max);
    }
}
