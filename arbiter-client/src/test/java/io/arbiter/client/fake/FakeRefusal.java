package io.arbiter.client.fake;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import java.util.Map;

/** What a fake node answers instead of a result. */
public final class FakeRefusal extends RuntimeException {
    private final String reason;
    private final transient Map<String, String> facts;

    public FakeRefusal(String reason, String message, Map<String, String> facts) {
        super(message);
        this.reason = reason;
        this.facts = facts;
    }

    Status status() {
        return Status.newBuilder().setCode(Code.FAILED_PRECONDITION_VALUE).setMessage(getMessage())
                .addDetails(Any.pack(ErrorInfo.newBuilder().setDomain("arbiter.io").setReason(reason)
                        .putAllMetadata(facts).build()))
                .build();
    }
}
