package io.arbiter.fence.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.fence.HighWaterMarkStoreException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Power cuts, which no kill can show: a modelled disk forgets, or keeps, or tears everything not forced. In every case
 * an acknowledged mark is there afterwards; and the test notices each force that is taken out.
 */
class FileHighWaterMarkStoreCrashTest {
    private static final int SEEDS = 3_000;

    @Test
    void acknowledgedMarksSurvivePowerCuts() {
        powerCuts("");
    }

    @Test
    void everyStepTakenOutIsMissed() {
        for (String step : new String[] {"forceTemporary", "rename", "forceDirectory", "forceAncestors"}) {
            assertThatThrownBy(() -> powerCuts(step)).as("without " + step).isInstanceOf(AssertionError.class);
        }
    }

    private static void powerCuts(String stepTakenOut) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            ModelDisk disk = new ModelDisk(random, stepTakenOut);
            long acknowledged = 0;
            for (int boot = 0; boot < 4; boot++) {
                acknowledged = raiseUntilPowerCut(disk, acknowledged, random, seed);
                disk.powerCut();
            }
        }
    }

    private static long raiseUntilPowerCut(ModelDisk disk, long before, Random random, int seed) {
        long acknowledged = before;
        disk.cutAfter(random.nextInt(16));
        try {
            FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(disk, 10);
            assertThat(marks.highest("a")).as("seed %d", seed).isGreaterThanOrEqualTo(acknowledged);
            while (true) {
                acknowledged = Math.max(acknowledged, marks.raise("a", marks.highest("a")));
                acknowledged = Math.max(acknowledged, marks.raise("a", marks.highest("a") + 1));
            }
        } catch (CorruptMarksException lost) {
            throw new AssertionError("seed " + seed, lost);
        } catch (HighWaterMarkStoreException powerCut) {
            return acknowledged;
        }
    }

    /**
     * Two names, each pointing to a content; the pointing of a name, and the bytes of a content, are forced separately.
     */
    private static final class ModelDisk implements MarksDirectory {
        private final Random random;
        private final String stepTakenOut;
        private Content durableFile;
        private Content file;
        private Content temporary;
        private boolean ancestorsForced;
        private boolean confirmed;
        private int stepsLeft;

        ModelDisk(Random random, String stepTakenOut) {
            this.random = random;
            this.stepTakenOut = stepTakenOut;
        }

        void cutAfter(int steps) {
            stepsLeft = steps;
        }

        /**
         * The renames since the last forced directory happened or not; contents that were not forced are
         * torn. Without its ancestors' entries the whole directory may be gone.
         */
        void powerCut() {
            if (!ancestorsForced && random.nextBoolean()) {
                durableFile = null;
                file = null;
                confirmed = false;
            }
            file = random.nextBoolean() ? file : durableFile;
            durableFile = file;
            if (file != null && !file.forced && random.nextBoolean()) {
                file.bytes = Arrays.copyOf(file.bytes, random.nextInt(file.bytes.length + 1));
            }
        }

        @Override
        public byte[] read() {
            assertThat(file != null || !confirmed)
                    .as("confirmed marks are there")
                    .isTrue();
            return file == null ? null : file.bytes.clone();
        }

        @Override
        public void writeTemporary(byte[] content) throws IOException {
            step();
            temporary = new Content();
            temporary.bytes = content;
        }

        @Override
        public void forceTemporary() throws IOException {
            step();
            temporary.forced = !stepTakenOut.equals("forceTemporary");
        }

        @Override
        public void rename() throws IOException {
            step();
            file = stepTakenOut.equals("rename") ? file : temporary;
        }

        @Override
        public void forceDirectory() throws IOException {
            step();
            durableFile = stepTakenOut.equals("forceDirectory") ? durableFile : file;
        }

        @Override
        public void forceAncestors() throws IOException {
            step();
            ancestorsForced = !stepTakenOut.equals("forceAncestors");
        }

        @Override
        public void confirmCreated() throws IOException {
            step();
            confirmed = true;
        }

        @Override
        public void close() {
            temporary = null;
        }

        private void step() throws IOException {
            if (stepsLeft-- == 0) {
                stepsLeft = 0;
                throw new IOException("power cut");
            }
        }
    }

    private static final class Content {
        private byte[] bytes;
        private boolean forced;
    }
}
