package io.arbiter.core.steps;

import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * The first half of the SHA-256 of some steps. It tells a repeat from another request under the same number without
 * keeping the values.
 */
public record StepsDigest(long high, long low) {

    public static StepsDigest of(List<Step> steps) {
        var text = new StepText(sha256());
        steps.forEach(step -> step.accept(text));
        var digest = ByteBuffer.wrap(text.digest().digest());
        return new StepsDigest(digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Unambiguous: every part has a fixed length, or is preceded by it. Replicas compare it, so it never changes. */
    private record StepText(MessageDigest digest) implements Step.Visitor<Void> {
        @Override
        public Void acquire(Step.Acquire step) {
            return write(1, step.resource(), 0, 0, -1, new byte[0]);
        }

        @Override
        public Void put(Step.Put step) {
            return write(
                    step.value().isPresent() ? 2 : 3,
                    step.resource(),
                    step.token(),
                    step.sequence(),
                    step.expectedVersion().orElse(-1),
                    step.value().map(RecordValue::toByteArray).orElseGet(() -> new byte[0]));
        }

        @Override
        public Void release(Step.Release step) {
            return write(4, step.resource(), step.token(), 0, -1, new byte[0]);
        }

        private Void write(int kind, String resource, long token, long sequence, long expected, byte[] value) {
            byte[] name = resource.getBytes(StandardCharsets.UTF_8);
            var numbers = ByteBuffer.allocate(6 * Long.BYTES)
                    .putLong(kind)
                    .putLong(name.length)
                    .putLong(token)
                    .putLong(sequence)
                    .putLong(expected)
                    .putLong(value.length);
            digest.update(numbers.array());
            digest.update(name);
            digest.update(value);
            return null;
        }
    }
}
