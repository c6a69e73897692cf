package io.arbiter.server.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.rpc.ErrorInfo;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Call;
import io.arbiter.v1.Policy;
import io.arbiter.v1.Reply;
import io.arbiter.v1.RequestPromotionRequest;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which calls the audit keeps: what an operator does, whatever comes of it, and what somebody was denied. Never a
 * record's value.
 */
final class AuditRule {
    private static final int MAX_SCOPES = 20;

    /** What an operator does, by its name in the audit. */
    private static final Map<Call.RequestCase, String> ACTS = new EnumMap<>(Map.of(
            Call.RequestCase.BREAK_SESSION, "session.break",
            Call.RequestCase.BREAK_LEASE, "lease.break",
            Call.RequestCase.REQUEST_HANDOVER, "lease.request-handover",
            Call.RequestCase.CHANGE_AUTH, "auth.change",
            Call.RequestCase.CHANGE_POLICIES, "policy.change",
            Call.RequestCase.CHANGE_PAUSES, "failover.pause",
            Call.RequestCase.CHANGE_MEMBERS, "member.change",
            Call.RequestCase.TRANSFER_LEADERSHIP, "leadership.transfer",
            Call.RequestCase.REQUEST_PROMOTION, "promotion.request",
            Call.RequestCase.CANCEL_PROMOTION, "promotion.cancel"));

    private AuditRule() {}

    /** The event of a call and its answer; empty if it is none that is kept. */
    static Optional<AuditEvent> of(Call call, Reply reply, String caller, Instant at) {
        String outcome = outcome(reply);
        if (!isAct(call) && !outcome.equals(Reason.PERMISSION_DENIED.name())) {
            return Optional.empty();
        }
        var details = new LinkedHashMap<String, String>();
        describe(call, details);
        if (!call.getCaller().isEmpty()) {
            details.put("claimed_caller", call.getCaller());
        }
        if (reply.hasError()) {
            details.put("message", reply.getError().getMessage());
        } else if (revision(reply) > 0) { // nor does a leader of an older release say one
            details.put("revision", Long.toString(revision(reply)));
        }
        return Optional.of(new AuditEvent(at, caller, action(call), outcome, details));
    }

    /** Whether it is kept whatever comes of it. */
    static boolean isAct(Call call) {
        return ACTS.containsKey(call.getRequestCase());
    }

    private static String action(Call call) {
        if (call.hasChangePauses() && !call.getChangePauses().getPaused()) {
            return "failover.resume";
        }
        Call.RequestCase kind = call.getRequestCase();
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return ACTS.getOrDefault(kind, "call." + name);
    }

    private static void describe(Call call, Map<String, String> details) {
        switch (call.getRequestCase()) {
            case BREAK_SESSION -> {
                var request = call.getBreakSession();
                details.put("session_id", Long.toString(request.getSessionId()));
                details.put("actor", request.getActor());
                details.put("comment", request.getComment());
            }
            case BREAK_LEASE -> {
                var request = call.getBreakLease();
                details.put("resource", request.getResource());
                details.put("token", Long.toString(request.getExpectedToken()));
                details.put("actor", request.getActor());
                details.put("comment", request.getComment());
            }
            case REQUEST_HANDOVER -> {
                var request = call.getRequestHandover();
                details.put("resource", request.getResource());
                details.put("token", Long.toString(request.getExpectedToken()));
                details.put("to_session_id", Long.toString(request.getToSessionId()));
                details.put("actor", request.getActor());
            }
            case CHANGE_AUTH -> {
                var request = call.getChangeAuth();
                details.put(
                        "change", TextFormat.printer().emittingSingleLine(true).printToString(request.getChange()));
                details.put("comment", request.getComment());
            }
            case CHANGE_POLICIES -> {
                var request = call.getChangePolicies();
                details.put("expected_version", Long.toString(request.getExpectedVersion()));
                details.put("puts", scopes(request.getPutsList().stream().map(Policy::getScope)));
                details.put("deletes", scopes(request.getDeletesList().stream()));
                details.put("actor", request.getActor());
                details.put("comment", request.getComment());
            }
            case CHANGE_PAUSES -> {
                var request = call.getChangePauses();
                details.put("scope", request.getScope());
                details.put("expected_version", Long.toString(request.getExpectedVersion()));
                details.put("actor", request.getActor());
                details.put("comment", request.getComment());
            }
            case REQUEST_PROMOTION -> promotion(call.getRequestPromotion(), details);
            case CHANGE_MEMBERS -> {
                var request = call.getChangeMembers();
                details.put("node", request.getNode());
                details.put("change", request.getChange().name());
                details.put("actor", request.getActor());
                details.put("comment", request.getComment());
            }
            case TRANSFER_LEADERSHIP -> {
                var request = call.getTransferLeadership();
                details.put("node", request.getNode());
                details.put("actor", request.getActor());
                details.put("comment", request.getComment());
            }
            case CANCEL_PROMOTION -> {
                var request = call.getCancelPromotion();
                details.put("resource", request.getResource());
                details.put("promotion_id", Long.toString(request.getPromotionId()));
                details.put("actor", request.getActor());
                details.put("comment", request.getComment());
            }
            default -> {
                // Of what is only kept if it is denied the message tells enough.
            }
        }
    }

    /** The revision at which an act was applied; 0 of members, whose changes are not in the history of the state. */
    private static long revision(Reply reply) {
        return switch (reply.getResultCase()) {
            case BREAK_SESSION -> reply.getBreakSession().getRevision();
            case BREAK_LEASE -> reply.getBreakLease().getRevision();
            case REQUEST_HANDOVER -> reply.getRequestHandover().getRevision();
            case CHANGE_AUTH -> reply.getChangeAuth().getRevision();
            case CHANGE_POLICIES -> reply.getChangePolicies().getRevision();
            case CHANGE_PAUSES -> reply.getChangePauses().getRevision();
            case REQUEST_PROMOTION -> reply.getRequestPromotion().getRevision();
            case CANCEL_PROMOTION -> reply.getCancelPromotion().getRevision();
            case CHANGE_MEMBERS, TRANSFER_LEADERSHIP -> 0;
            default -> throw new IllegalStateException("an act without a revision: " + reply.getResultCase());
        };
    }

    private static void promotion(RequestPromotionRequest request, Map<String, String> details) {
        details.put("request_id", request.getRequestId());
        details.put("resource", request.getResource());
        details.put("to_region", request.getToRegion());
        details.put("mode", request.getMode().name().replaceFirst("^PROMOTION_MODE_", ""));
        details.put("automated", Boolean.toString(request.getAutomated()));
        details.put("token", Long.toString(request.getExpectedToken()));
        details.put("accept_data_loss", Boolean.toString(request.getAcceptDataLoss()));
        details.put("override", Boolean.toString(request.getOverride()));
        details.put("actor", request.getActor());
        details.put("comment", request.getComment());
    }

    /** As many as a line of the audit log bears; the others are in the history of the state. */
    private static String scopes(Stream<String> scopes) {
        List<String> all = scopes.map(scope -> "'" + scope + "'").toList();
        return all.stream().limit(MAX_SCOPES).collect(Collectors.joining(", "))
                + (all.size() > MAX_SCOPES ? " and " + (all.size() - MAX_SCOPES) + " more" : "");
    }

    private static String outcome(Reply reply) {
        return reply.hasError() ? reason(reply.getError()) : "OK";
    }

    private static String reason(com.google.rpc.Status error) {
        try {
            return error.getDetailsCount() == 0
                    ? "INTERNAL_ERROR"
                    : error.getDetails(0).unpack(ErrorInfo.class).getReason();
        } catch (InvalidProtocolBufferException ours) {
            throw new IllegalStateException("an error of this server has no ErrorInfo", ours);
        }
    }
}
