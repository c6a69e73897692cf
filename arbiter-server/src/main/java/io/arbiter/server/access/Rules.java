package io.arbiter.server.access;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.arbiter.core.auth.Permission;
import io.arbiter.server.codec.policy.WirePolicies;
import io.arbiter.v1.Call;
import io.arbiter.v1.FirstAcquire;
import io.arbiter.v1.PromotionMode;
import io.arbiter.v1.Step;
import io.grpc.ServerServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rule of every kind of call, of every method that is none, and of every path of HTTP. */
public final class Rules {
    private static final Map<String, MethodRule> METHODS = Map.of(
            "arbiter.v1.Arbiter/Calls", MethodRule.EACH_CALL,
            "arbiter.v1.Arbiter/Watch", MethodRule.WATCH,
            "arbiter.v1.Arbiter/SaveSnapshot", MethodRule.SNAPSHOT,
            "arbiter.v1.Arbiter/Status", MethodRule.ANYONE,
            "arbiter.internal.v1.Peer/ReadIndex", MethodRule.NODES,
            "arbiter.internal.v1.Bootstrap/Introduce", MethodRule.NODES);
    private static final Map<String, MethodRule> SERVICES = Map.of(
            "grpc.health.v1.Health", MethodRule.ANYONE,
            "grpc.reflection.v1.ServerReflection", MethodRule.ANYONE,
            "grpc.reflection.v1alpha.ServerReflection", MethodRule.ANYONE);

    /** Of HTTP, by path. */
    private static final Map<String, MethodRule> ROUTES = Map.of(
            "/healthz", MethodRule.STRANGERS,
            "/readyz", MethodRule.ANYONE,
            "/metrics", MethodRule.ANYONE);

    /** Methods whose request is a kind of call, and named after it. */
    private static final Set<String> CALLS = Call.getDescriptor().getOneofs().get(0).getFields().stream()
            .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
            .map(field ->
                    "arbiter.v1.Arbiter/" + field.getMessageType().getName().replaceAll("Request$", ""))
            .collect(Collectors.toUnmodifiableSet());

    private Rules() {}

    /** @throws IllegalStateException if there is a method among these that has no rule: it must not be served */
    public static void requireFor(List<ServerServiceDefinition> services) {
        services.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(method -> method.getMethodDescriptor().getFullMethodName())
                .filter(name -> !isRuled(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalStateException(name + " has no rule; give it one in " + Rules.class);
                });
    }

    /** @throws IllegalStateException if there is a path among these that has no rule: it must not be served */
    public static void requireForRoutes(Set<String> paths) {
        paths.stream().filter(path -> !ROUTES.containsKey(path)).findFirst().ifPresent(path -> {
            throw new IllegalStateException(path + " has no rule; give it one in " + Rules.class);
        });
    }

    /** Whether a path of HTTP is answered to whom shows no certificate; one that is not served is not. */
    public static boolean isForStrangers(String path) {
        return ROUTES.get(path) == MethodRule.STRANGERS;
    }

    /** The paths that have a rule. */
    static Set<String> routes() {
        return ROUTES.keySet();
    }

    /** Whether each request of the method is a kind of call. */
    public static boolean isCall(String fullName) {
        return CALLS.contains(fullName);
    }

    static boolean isRuled(String fullName) {
        return isCall(fullName) || ofMethod(fullName).isPresent();
    }

    /** Exhaustive: without its rule a new kind of call does not compile. */
    public static Rule of(Call.RequestCase kind) {
        return switch (kind) {
            case OPEN_SESSION ->
                Rule.ofAll(
                        Permission.ACQUIRE,
                        call -> call.getOpenSession().getAcquiresList().stream()
                                .map(FirstAcquire::getResource)
                                .toList());
            case RENEW_SESSION -> Rule.bound().as(call -> call.getRenewSession().getSessionId());
            case CLOSE_SESSION -> Rule.ownSession(call -> call.getCloseSession().getSessionId());
            case BREAK_SESSION -> Rule.everywhere(Permission.BREAK);
            case LIST_SESSIONS, LIST_LEASES -> Rule.bound();
            case GET_LEASE ->
                Rule.of(Permission.READ, call -> call.getGetLease().getResource());
            case EXPLAIN -> Rule.of(Permission.READ, call -> call.getExplain().getResource());
            case GET_RECORD ->
                Rule.of(Permission.READ, call -> call.getGetRecord().getResource());
            case WHO_AM_I, CAN_I, GET_KEYS, CANCEL, REQUEST_NOT_SET -> Rule.anyone();
            case GET_POLICIES, GET_PAUSES, GET_MEMBERS, LIST_PROMOTIONS -> Rule.bound();
            case CHANGE_MEMBERS, TRANSFER_LEADERSHIP -> Rule.everywhere(Permission.MEMBERS);
            case GET_PROMOTION ->
                Rule.of(Permission.READ, call -> call.getGetPromotion().getResource());
            case REQUEST_PROMOTION -> Rule.each(Rules::ofPromotion);
            case CANCEL_PROMOTION ->
                Rule.of(Permission.PROMOTE, call -> call.getCancelPromotion().getResource());
            case COMPLETE_PROMOTION ->
                Rule.ownSession(call -> call.getCompletePromotion().getSessionId());
            case CHANGE_PAUSES ->
                Rule.of(Permission.POLICY, call -> call.getChangePauses().getScope());
            case PREVIEW_POLICIES ->
                Rule.ofAll(
                        Permission.POLICY,
                        call -> WirePolicies.scopes(
                                call.getPreviewPolicies().getPutsList(),
                                call.getPreviewPolicies().getDeletesList()));
            case CHANGE_POLICIES ->
                Rule.ofAll(
                        Permission.POLICY,
                        call -> WirePolicies.scopes(
                                call.getChangePolicies().getPutsList(),
                                call.getChangePolicies().getDeletesList()));
            case GET_AUTH, CHANGE_AUTH -> Rule.everywhere(Permission.AUTH);
            default -> ofLease(kind);
        };
    }

    private static Rule ofLease(Call.RequestCase kind) {
        return switch (kind) {
            case ACQUIRE ->
                Rule.of(Permission.ACQUIRE, call -> call.getAcquire().getResource())
                        .as(call -> call.getAcquire().getSessionId());
            case SIGN_TOKEN ->
                Rule.of(Permission.ACQUIRE, call -> call.getSignToken().getResource())
                        .as(call -> call.getSignToken().getSessionId());
            case CANCEL_WAIT -> Rule.ownSession(call -> call.getCancelWait().getSessionId());
            case RELEASE -> Rule.ownSession(call -> call.getRelease().getSessionId());
            case TRANSFER ->
                Rule.of(Permission.TRANSFER, call -> call.getTransfer().getResource())
                        .as(call -> call.getTransfer().getSessionId());
            case PUT_RECORD ->
                Rule.of(Permission.PUT_RECORD, call -> call.getPutRecord().getResource())
                        .as(call -> call.getPutRecord().getSessionId());
            case COMMIT_STEPS ->
                Rule.each(Rules::ofSteps).as(call -> call.getCommitSteps().getSessionId());
            case REQUEST_HANDOVER ->
                Rule.of(Permission.PROMOTE, call -> call.getRequestHandover().getResource());
            case BREAK_LEASE ->
                Rule.of(Permission.BREAK, call -> call.getBreakLease().getResource());
            default -> throw new IllegalStateException("a call without a rule: " + kind);
        };
    }

    /** To ask a holder is one thing, to do without its answer another, and to pass over a rule a third. */
    private static List<Rule.Need> ofPromotion(Call call) {
        var request = call.getRequestPromotion();
        var needs = new ArrayList<Rule.Need>();
        if (request.getMode() != PromotionMode.PROMOTION_MODE_FORCED) {
            needs.add(new Rule.Need(Permission.PROMOTE, request.getResource()));
        }
        if (request.getMode() != PromotionMode.PROMOTION_MODE_GRACEFUL) {
            needs.add(new Rule.Need(Permission.PROMOTE_FORCED, request.getResource()));
        }
        if (request.getOverride()) {
            needs.add(new Rule.Need(Permission.PROMOTE_OVERRIDING, request.getResource()));
        }
        return needs;
    }

    /** Each step as the call of its kind: so a release needs nothing more than to own the session. */
    private static List<Rule.Need> ofSteps(Call call) {
        var needs = new ArrayList<Rule.Need>();
        for (Step step : call.getCommitSteps().getStepsList()) {
            if (step.hasAcquire()) {
                needs.add(new Rule.Need(Permission.ACQUIRE, step.getAcquire().getResource()));
            } else if (step.hasPutRecord()) {
                needs.add(
                        new Rule.Need(Permission.PUT_RECORD, step.getPutRecord().getResource()));
            }
        }
        return needs;
    }

    /** Empty for a method whose every call is a {@link Call}. */
    static Optional<MethodRule> ofMethod(String fullName) {
        String service = fullName.substring(0, fullName.indexOf('/'));
        return Optional.ofNullable(METHODS.getOrDefault(fullName, SERVICES.get(service)));
    }
}
