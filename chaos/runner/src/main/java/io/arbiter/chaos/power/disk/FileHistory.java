package io.arbiter.chaos.power.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A file as programs see it, and all states of its pages and its length since they were synced. */
final class FileHistory implements Entry {
    static final int PAGE = 4_096;

    /** @param cut whether it came of a shortening, and so is there only together with it */
    private record Version(int order, byte[] page, boolean cut) {}

    private record Length(int order, int bytes) {}

    private byte[] content;
    private int length;
    private byte[] durable;
    private Length durableLength;
    private final Map<Integer, List<Version>> unsynced = new TreeMap<>();
    private final List<Length> unsyncedLengths = new ArrayList<>();

    /** All of it durable. */
    FileHistory(byte[] bytes) {
        content = bytes.clone();
        length = bytes.length;
        durable = bytes.clone();
        durableLength = new Length(-1, bytes.length);
    }

    byte[] content() {
        return Arrays.copyOf(content, length);
    }

    /** @param order the number of this change among the disk's */
    void write(int order, int at, byte[] bytes) {
        int end = at + bytes.length;
        content = grown(content, end);
        System.arraycopy(bytes, 0, content, at, bytes.length);
        note(order, at, end, false);
        if (end > length) {
            changeLength(order, end);
        }
    }

    /** @return whether it took anything but zeros away */
    boolean truncate(int order, int newLength) {
        boolean loses = false;
        if (newLength < length) {
            for (int i = newLength; i < length; i++) {
                loses |= content[i] != 0;
            }
            Arrays.fill(content, newLength, length, (byte) 0);
            note(order, newLength, length, true);
        }
        content = grown(content, newLength);
        changeLength(order, newLength);
        return loses;
    }

    private void changeLength(int order, int bytes) {
        length = bytes;
        unsyncedLengths.add(new Length(order, bytes));
    }

    private void note(int order, int from, int to, boolean cut) {
        for (int page = from / PAGE; page * PAGE < to; page++) {
            unsynced.computeIfAbsent(page, none -> new ArrayList<>())
                    .add(new Version(order, pageOf(content, page), cut));
        }
    }

    void sync() {
        unsynced.keySet().forEach(page -> makeDurable(page, pageOf(content, page)));
        unsynced.clear();
        durableLength = new Length(-1, length);
        unsyncedLengths.clear();
        if (durable.length > length) {
            Arrays.fill(durable, length, durable.length, (byte) 0);
        }
    }

    /** Some pages got to the disk, some did not; none is written again, because all count as clean now. */
    void failedSync(Random random) {
        unsynced.forEach((page, versions) -> {
            int chosen = random.nextInt(versions.size() + 1) - 1;
            if (chosen >= 0) {
                makeDurable(page, versions.get(chosen).page());
            }
        });
        unsynced.clear();
    }

    /** An image that a cut may leave. */
    byte[] afterCut(Losses losses, Random random) {
        Length left = durableLength;
        if (!unsyncedLengths.isEmpty()) {
            int last = unsyncedLengths.size() - 1;
            int chosen = random.nextDouble() < losses.keepPages() ? last : random.nextInt(last + 2) - 1;
            left = chosen < 0 ? durableLength : unsyncedLengths.get(chosen);
        }
        byte[] image = Arrays.copyOf(durable, left.bytes());
        for (Map.Entry<Integer, List<Version>> each : unsynced.entrySet()) {
            int from = each.getKey() * PAGE;
            if (from < image.length) {
                byte[] page = choose(each.getKey(), possible(each.getValue(), left), losses, random);
                System.arraycopy(page, 0, image, from, Math.min(PAGE, image.length - from));
            }
        }
        return image;
    }

    /** A shortening that is on the disk replaces the earlier pages; one that is not there is not seen. */
    private static List<Version> possible(List<Version> versions, Length left) {
        List<Version> possible = new ArrayList<>();
        for (Version version : versions) {
            if (!version.cut()) {
                possible.add(version);
            } else if (version.order() <= left.order()) {
                possible.clear();
                possible.add(version);
            }
        }
        return possible;
    }

    private byte[] choose(int page, List<Version> possible, Losses losses, Random random) {
        boolean durableToo = possible.isEmpty() || !possible.get(0).cut();
        int last = possible.size() - 1;
        int chosen = random.nextDouble() < losses.keepPages()
                ? last
                : random.nextInt(last + (durableToo ? 2 : 1)) - (durableToo ? 1 : 0);
        return chosen < 0 ? pageOf(durable, page) : possible.get(chosen).page();
    }

    private void makeDurable(int page, byte[] bytes) {
        durable = grown(durable, (page + 1) * PAGE);
        System.arraycopy(bytes, 0, durable, page * PAGE, PAGE);
    }

    private static byte[] pageOf(byte[] bytes, int page) {
        int from = page * PAGE;
        return from >= bytes.length
                ? new byte[PAGE]
                : Arrays.copyOf(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PAGE)), PAGE);
    }

    private static byte[] grown(byte[] bytes, int length) {
        return bytes.length >= length ? bytes : Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
    }
}
