package io.arbiter.bench.peers.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.Compare.CompareResult;
import io.etcd.jetcd.api.Compare.CompareTarget;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;

/** The requests to etcd. */
final class Requests {
    private Requests() {}

    /** Puts the key under the lease if it does not exist, as etcd's own locks and elections do. */
    static TxnRequest putIfAbsent(ByteString key, long lease) {
        return TxnRequest.newBuilder()
                .addCompare(Compare.newBuilder()
                        .setKey(key)
                        .setTarget(CompareTarget.CREATE)
                        .setResult(CompareResult.EQUAL)
                        .setCreateRevision(0))
                .addSuccess(RequestOp.newBuilder()
                        .setRequestPut(PutRequest.newBuilder().setKey(key).setLease(lease)))
                .build();
    }

    static DeleteRangeRequest delete(ByteString key) {
        return DeleteRangeRequest.newBuilder().setKey(key).build();
    }

    /** From now on. */
    static WatchRequest watch(ByteString key) {
        return WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder().setKey(key))
                .build();
    }
}
