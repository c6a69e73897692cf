package io.arbiter.server.codec;

import com.google.protobuf.ByteString;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.Step;
import io.arbiter.core.steps.StepResult;
import io.arbiter.core.steps.StepsAnswer;
import io.arbiter.core.steps.StepsDigest;
import io.arbiter.core.steps.StepsMemory;
import io.arbiter.internal.v1.StepProto;
import io.arbiter.internal.v1.StepResultProto;
import io.arbiter.internal.v1.StepsAnswerProto;
import io.arbiter.internal.v1.StepsMemoryProto;
import java.util.Optional;
import java.util.OptionalLong;

/** Steps in the log, and what is remembered of them in a snapshot. */
final class StepCodec {
    private StepCodec() {}

    static StepProto encode(Step step) {
        return step.accept(new Encoder());
    }

    static Step decode(StepProto proto) {
        return switch (proto.getStepCase()) {
            case ACQUIRE -> new Step.Acquire(proto.getAcquire().getResource());
            case PUT -> put(proto.getPut());
            case RELEASE ->
                new Step.Release(
                        proto.getRelease().getResource(), proto.getRelease().getToken());
            default ->
                throw new MalformedEntryException("log entry with a step that this release does not know; "
                        + "run the release that wrote it, or a later one");
        };
    }

    private static Step put(StepProto.Put put) {
        return new Step.Put(
                put.getResource(),
                put.getToken(),
                put.getSequence(),
                put.hasExpectedVersion() ? OptionalLong.of(put.getExpectedVersion()) : OptionalLong.empty(),
                put.hasValue() ? Optional.of(new RecordValue(put.getValue().toByteArray())) : Optional.empty());
    }

    private static final class Encoder implements Step.Visitor<StepProto> {
        private final StepProto.Builder proto = StepProto.newBuilder();

        @Override
        public StepProto acquire(Step.Acquire step) {
            proto.getAcquireBuilder().setResource(step.resource());
            return proto.build();
        }

        @Override
        public StepProto put(Step.Put step) {
            var put = proto.getPutBuilder()
                    .setResource(step.resource())
                    .setToken(step.token())
                    .setSequence(step.sequence());
            step.expectedVersion().ifPresent(put::setExpectedVersion);
            step.value().ifPresent(value -> put.setValue(ByteString.copyFrom(value.toByteArray())));
            return proto.build();
        }

        @Override
        public StepProto release(Step.Release step) {
            proto.getReleaseBuilder().setResource(step.resource()).setToken(step.token());
            return proto.build();
        }
    }

    static StepsMemoryProto encode(StepsMemory memory) {
        var proto = StepsMemoryProto.newBuilder().setForgottenThrough(memory.forgottenThrough());
        for (StepsAnswer answer : memory.answers()) {
            var one = proto.addAnswersBuilder()
                    .setNumber(answer.number())
                    .setDigestHigh(answer.steps().high())
                    .setDigestLow(answer.steps().low())
                    .setRevision(answer.revision())
                    .setWallMillis(answer.wallMillis());
            answer.results().forEach(result -> one.addResults(encode(result)));
        }
        return proto.build();
    }

    private static StepResultProto encode(StepResult result) {
        var proto = StepResultProto.newBuilder();
        if (result instanceof StepResult.Granted granted) {
            proto.setToken(granted.token()).setBasis(ImageEncoder.basis(granted.basis()));
        } else if (result instanceof StepResult.Put put) {
            proto.setVersion(put.version());
        }
        return proto.build();
    }

    static StepsMemory decode(StepsMemoryProto proto) {
        return new StepsMemory(
                proto.getForgottenThrough(),
                proto.getAnswersList().stream().map(StepCodec::decode).toList());
    }

    private static StepsAnswer decode(StepsAnswerProto proto) {
        return new StepsAnswer(
                proto.getNumber(),
                new StepsDigest(proto.getDigestHigh(), proto.getDigestLow()),
                proto.getRevision(),
                proto.getWallMillis(),
                proto.getResultsList().stream().map(StepCodec::decode).toList());
    }

    private static StepResult decode(StepResultProto proto) {
        if (proto.getToken() > 0) {
            return new StepResult.Granted(proto.getToken(), ImageDecoder.basis(proto.getBasis()));
        }
        return proto.getVersion() > 0 ? new StepResult.Put(proto.getVersion()) : new StepResult.Released();
    }
}
