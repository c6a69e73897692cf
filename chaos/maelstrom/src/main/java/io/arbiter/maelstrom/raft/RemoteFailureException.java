package io.arbiter.maelstrom.raft;

import java.io.IOException;
import org.apache.ratis.proto.RaftProtos.ThrowableProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.util.JavaUtils;

/**
 * The other server threw while it handled the request. Unlike after a time-out it is known to have got it, but not how
 * far it came; the library repeats in both cases, because none of its requests does harm twice.
 *
 * <p>Never the class that was thrown there: the library takes some of them, as the failure of a log, for its own.
 */
final class RemoteFailureException extends IOException {
    private static final long serialVersionUID = 1;

    RemoteFailureException(String message) {
        super(message);
    }

    static byte[] encode(Throwable failure) {
        Throwable cause = JavaUtils.unwrapCompletionException(failure);
        return ThrowableProto.newBuilder()
                .setClassName(cause.getClass().getName())
                .setErrorMessage(String.valueOf(cause.getMessage()))
                .build()
                .toByteArray();
    }

    static RemoteFailureException decode(RaftMessage message) throws InvalidProtocolBufferException {
        ThrowableProto failure = ThrowableProto.parseFrom(message.payload());
        return new RemoteFailureException(message.kind() + " from " + message.from() + ": " + failure.getClassName()
                + ": " + failure.getErrorMessage());
    }
}
