package io.arbiter.server.read;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.NewNames;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.server.codec.policy.WirePolicies;
import io.arbiter.server.failure.CallException;
import io.arbiter.v1.Call;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.Failover;
import io.arbiter.v1.Permission;
import io.arbiter.v1.Policy;
import io.arbiter.v1.PreviewPoliciesRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The shape checks of reads, which never become commands. */
public final class ReadRequests {
    static final int MAX_PAGE = 1_000;
    private static final int MAX_REGION_BYTES = 64;

    private ReadRequests() {}

    /** @throws CallException or InvalidCommandException naming the first field that is wrong */
    public static void check(Call call) {
        switch (call.getRequestCase()) {
            case GET_LEASE -> {
                resource(call.getGetLease().getResource());
                consistency(call.getGetLease().getConsistency());
            }
            case LIST_LEASES -> {
                var request = call.getListLeases();
                text("prefix", request.getPrefix(), Command.MAX_RESOURCE_BYTES);
                text("after_resource", request.getAfterResource(), Command.MAX_RESOURCE_BYTES);
                page(request.getPageSize());
                consistency(request.getConsistency());
            }
            case LIST_SESSIONS -> {
                page(call.getListSessions().getPageSize());
                notNegative("after_session_id", call.getListSessions().getAfterSessionId());
                consistency(call.getListSessions().getConsistency());
            }
            case EXPLAIN -> {
                resource(call.getExplain().getResource());
                text("region", call.getExplain().getRegion(), MAX_REGION_BYTES);
                if (call.getExplain().hasPromotion()) {
                    PromotionReads.question(call.getExplain());
                }
            }
            case GET_RECORD -> {
                resource(call.getGetRecord().getResource());
                consistency(call.getGetRecord().getConsistency());
            }
            case SIGN_TOKEN -> {
                var request = call.getSignToken();
                new Command.Release(new LeaseRef(request.getResource(), request.getSessionId(), request.getToken()));
            }
            case GET_POLICIES -> {
                if (call.getGetPolicies().hasResource()) {
                    resource(call.getGetPolicies().getResource());
                }
            }
            case GET_PAUSES -> {
                if (call.getGetPauses().hasResource()) {
                    resource(call.getGetPauses().getResource());
                }
            }
            case GET_PROMOTION -> {
                resource(call.getGetPromotion().getResource());
                notNegative("promotion_id", call.getGetPromotion().getPromotionId());
            }
            case LIST_PROMOTIONS -> {
                text("prefix", call.getListPromotions().getPrefix(), Command.MAX_RESOURCE_BYTES);
                page(call.getListPromotions().getPageSize());
                notNegative("before_promotion_id", call.getListPromotions().getBeforePromotionId());
            }
            case PREVIEW_POLICIES -> preview(call.getPreviewPolicies());
            case WHO_AM_I, GET_AUTH, GET_KEYS, GET_MEMBERS -> {
                // nothing in them can be wrong
            }
            case CAN_I -> {
                text("resource", call.getCanI().getResource(), Command.MAX_RESOURCE_BYTES);
                permission(call.getCanI().getPermission());
            }
            default -> throw new IllegalArgumentException(call.getRequestCase() + " is not a read");
        }
    }

    /** The core's own check of a change, of which a preview may have none. */
    private static void preview(PreviewPoliciesRequest request) {
        text("after_resource", request.getAfterResource(), Command.MAX_RESOURCE_BYTES);
        failovers(request.getPutsList());
        if (request.getPutsCount() > 0 || request.getDeletesCount() > 0) {
            PolicyChange change = WirePolicies.change(0, request.getPutsList(), request.getDeletesList());
            NewNames.require(new Command.ChangePolicies(change, new OperatorAction("preview", "preview")));
        }
    }

    /** What the core cannot check, since it is no value there. */
    public static void failovers(List<Policy> puts) {
        if (puts.stream().anyMatch(policy -> policy.getFailover() == Failover.UNRECOGNIZED)) {
            throw CallException.invalid("failover", "unknown to this release", "AUTOMATIC or MANUAL");
        }
    }

    /** The core's own check of a resource's name. */
    private static void resource(String name) {
        new Command.FirstAcquire(name, false);
    }

    /** Text that may be empty. */
    public static void text(String field, String value, int maxBytes) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            throw CallException.invalid(field, bytes + " bytes long", "at most " + maxBytes + " bytes of UTF-8");
        }
    }

    private static void page(int size) {
        if (size < 0 || size > MAX_PAGE) {
            throw CallException.invalid("page_size", Integer.toString(size), "0 to " + MAX_PAGE);
        }
    }

    public static void notNegative(String field, long value) {
        if (value < 0) {
            throw CallException.invalid(field, Long.toString(value), "0 or more");
        }
    }

    private static void permission(Permission permission) {
        if (permission == Permission.UNRECOGNIZED || permission == Permission.PERMISSION_UNSPECIFIED) {
            throw CallException.invalid(
                    "permission", "not set, or unknown to this release", "one of the values of Permission");
        }
    }

    private static void consistency(Consistency consistency) {
        if (consistency == Consistency.UNRECOGNIZED) {
            throw CallException.invalid("consistency", "a number that is not in the protocol", "LINEARIZABLE or STALE");
        }
    }
}
