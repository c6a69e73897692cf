package io.arbiter.server.codec;

import io.arbiter.core.auth.AuthState;
import io.arbiter.core.auth.SigningKeys;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.machine.StateSnapshot.ResourceImage;
import io.arbiter.core.machine.StateSnapshot.SessionImage;
import io.arbiter.server.codec.policy.PolicyCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;

/**
 * Snapshots as streams of small frames, so that a million leases never stand in one message. Each frame has its
 * checksum, and the footer counts the parts and has the digest of the whole: a flipped bit, a missing, doubled or moved
 * frame, and a cut-off tail are all found. Equal images make equal bytes. Stateless and thread-safe.
 */
public final class SnapshotCodec {
    public static final int FORMAT = 1;
    /** With roles or bindings. */
    static final int FORMAT_WITH_AUTH = 2;
    /** With answers to calls with steps, and perhaps with roles and bindings. */
    static final int FORMAT_WITH_STEPS = 3;
    /** With signing keys, and perhaps with the others: a release that does not know them would lose them. */
    static final int FORMAT_WITH_KEYS = 4;
    /** Once there were policies, and perhaps with the others: a release that knows none would not keep to them. */
    static final int FORMAT_WITH_POLICIES = 5;
    /** With the owners of what is confined: a release that does not know them would part from the others. */
    static final int FORMAT_WITH_CONFINED_OWNERS = 6;
    /** Once there were pauses, and perhaps with the others: a release that knows none would fail over in one. */
    static final int FORMAT_WITH_PAUSES = 7;

    /** Once there were promotions or times of them: a release that knows none would extend condemned gates. */
    static final int FORMAT_WITH_PROMOTIONS = 8;

    /** The newest that this release reads. */
    public static final int NEWEST = FORMAT_WITH_PROMOTIONS;

    private SnapshotCodec() {}

    /** The format in which an image is written: the oldest that has a place for all of it. */
    public static int formatOf(StateSnapshot image) {
        if (image.promotions().lastId() > 0 || PolicyCodec.haveTimes(image.policies())) {
            return FORMAT_WITH_PROMOTIONS;
        }
        if (image.pauses().version() > 0) {
            return FORMAT_WITH_PAUSES;
        }
        if (image.policies().version() > 0) {
            return FORMAT_WITH_CONFINED_OWNERS;
        }
        if (!image.auth().keys().equals(SigningKeys.NONE)) {
            return FORMAT_WITH_KEYS;
        }
        if (image.remembersSteps()) {
            return FORMAT_WITH_STEPS;
        }
        return image.auth().equals(AuthState.INITIAL) ? FORMAT : FORMAT_WITH_AUTH;
    }

    /** Whether this release reads the format. */
    public static boolean isKnown(int format) {
        return format >= FORMAT && format <= NEWEST;
    }

    /** Writes the image and flushes; does not close. Buffer the stream. */
    public static void write(StateSnapshot image, OutputStream out) throws IOException {
        write(
                image,
                List.of(image.sessions()).iterator(),
                List.of(image.resources()).iterator(),
                out);
    }

    /**
     * As {@link #write(StateSnapshot, OutputStream)}, for an image whose sessions and resources come in portions.
     *
     * @param rest the image; its own sessions and resources are not written
     */
    public static void write(
            StateSnapshot rest,
            Iterator<List<SessionImage>> sessions,
            Iterator<List<ResourceImage>> resources,
            OutputStream out)
            throws IOException {
        new SnapshotWriter(new FrameWriter(out)).write(rest, sessions, resources);
    }

    /**
     * Reads an image, which must be all that is left in the stream. Buffer the stream.
     *
     * @throws DamagedSnapshotException if it is not exactly the bytes that {@link #write} wrote
     */
    public static StateSnapshot read(InputStream in) throws IOException {
        try {
            return new SnapshotReader(new FrameReader(in)).read();
        } catch (IllegalArgumentException e) {
            throw new DamagedSnapshotException(
                    "the snapshot holds a value that no release writes: " + e.getMessage(), e);
        }
    }
}
