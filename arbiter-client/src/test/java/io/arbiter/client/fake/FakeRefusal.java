package io.arbiter.client.fake;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import java.util.Map;

/** The answer of a fake node instead of a result. */
public final class FakeRefusal extends RuntimeException {
    private final String reason;
    private final transient Map<String, String> metadata;

    public FakeRefusal(String reason, String message, Map<String, String> metadata) {
        super(message);
        this.reason = reason;
        this.metadata = metadata;
    }

    Status status() {
        return Status.newBuilder()
                .setCode(Code.FAILED_PRECONDITION_VALUE)
                .setMessage(getMessage())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain("arbiter.io")
                        .setReason(reason)
                        .putAllMetadata(metadata)
                        .build()))
                .build();
    }
}
