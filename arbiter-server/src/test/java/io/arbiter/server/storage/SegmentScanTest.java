package io.arbiter.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.storage.SegmentScan.Verdict;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentScanTest {
    private static final int PAGE = 4096;
    private static final int PREALLOCATED = 1 << 20;

    private static void assertTorn(byte[] file, int position, long last) {
        SegmentScan scan = SegmentScan.of(file, 7);
        assertThat(scan.verdict()).as(scan.finding()).isEqualTo(Verdict.TORN);
        assertThat(scan.position()).isEqualTo(position);
        assertThat(scan.last()).isEqualTo(last);
    }

    @Test
    void aPageInTheMiddleOfTheLastRecordIsMissing() {
        SegmentBytes segment = new SegmentBytes(7, 1).entry(1, 300);
        int start = segment.length();
        byte[] file = segment.entry(1, 60_000).bytes(PREALLOCATED);
        Arrays.fill(file, 4 * PAGE, 5 * PAGE, (byte) 0);
        assertTorn(file, start, 7);
    }

    @Test
    void theFirstOfSeveralRecordsLacksAPageAndTheOthersAreWhole() {
        SegmentBytes segment = new SegmentBytes(7, 2).entry(1, 300);
        int start = segment.length();
        byte[] file = segment.entry(1, 20_000).entry(1, 300).entry(1, 20_000).bytes(PREALLOCATED);
        Arrays.fill(file, 2 * PAGE, 3 * PAGE, (byte) 0);
        assertTorn(file, start, 7);
    }

    @Test
    void thePageIsMissingInWhichARecordBegins() {
        SegmentBytes segment = new SegmentBytes(7, 3).entry(1, PAGE - 100);
        int start = segment.length();
        byte[] file = segment.entry(1, 30).entry(2, 9_000).bytes(PREALLOCATED);
        Arrays.fill(file, start, PAGE, (byte) 0);
        assertTorn(file, start, 7);
    }

    @Test
    void theFirstPageIsMissing() {
        byte[] file = new SegmentBytes(7, 4).entry(1, 9_000).bytes(PREALLOCATED);
        Arrays.fill(file, 0, PAGE, (byte) 0);
        assertTorn(file, 0, 6);
    }

    @Test
    void aRecordThatIsAllThereAndWrongIsDamaged() {
        byte[] file = new SegmentBytes(7, 5).entry(1, 300).entry(1, 60_000).bytes(PREALLOCATED);
        file[30_000] ^= 1;
        assertThat(SegmentScan.of(file, 7).verdict()).isEqualTo(Verdict.DAMAGED);
    }

    @Test
    void anEntryOfAnotherPlaceIsDamage() {
        byte[] file = new SegmentBytes(9, 6).entry(1, 300).bytes(0);
        assertThat(SegmentScan.of(file, 7).verdict()).isEqualTo(Verdict.DAMAGED);
    }

    @Test
    void theTermsOfItsEntriesAreKnown() {
        SegmentScan scan = SegmentScan.of(
                new SegmentBytes(7, 7).entry(3, 1).entry(3, 1).entry(5, 1).bytes(0), 7);
        assertThat(scan.termOf(6)).isZero();
        assertThat(scan.termOf(7)).isEqualTo(3);
        assertThat(scan.termOf(8)).isEqualTo(3);
        assertThat(scan.termOf(9)).isEqualTo(5);
        assertThat(scan.termOf(10)).isZero();
    }

    /** Any set of unsynced pages may reach the disk: never damage, and never less than the synced part. */
    @Test
    void anyPagesOfUnsyncedRecordsMayBeMissing() {
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            SegmentBytes segment = new SegmentBytes(7, seed);
            int synced = random.nextInt(4);
            for (int i = 0; i < synced; i++) {
                segment.entry(1, size(random));
            }
            int durable = segment.length();
            int unsynced = 1 + random.nextInt(5);
            for (int i = 0; i < unsynced; i++) {
                segment.entry(1, size(random));
            }
            byte[] file = segment.bytes(segment.length() + random.nextInt(2) * 20_000);
            for (int page = durable / PAGE * PAGE; page < file.length; page += PAGE) {
                if (random.nextBoolean()) {
                    Arrays.fill(file, Math.max(page, durable), Math.min(page + PAGE, file.length), (byte) 0);
                }
            }
            SegmentScan scan = SegmentScan.of(file, 7);
            assertThat(scan.verdict()).as("seed %s: %s", seed, scan.finding()).isNotEqualTo(Verdict.DAMAGED);
            assertThat(scan.last()).as("seed " + seed).isGreaterThanOrEqualTo(6 + synced);
        }
    }

    private static int size(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> 1 + random.nextInt(60);
            case 1 -> 1 + random.nextInt(5_000);
            default -> 1 + random.nextInt(40_000);
        };
    }
}
