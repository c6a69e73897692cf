package io.arbiter.core.command;

import io.arbiter.core.policy.Policy;
import java.util.Optional;

/**
 * Checks names new to the cluster beyond their shape: no white space at either end, which nobody sees and every command
 * line strips. Checked where a request comes in and not by the commands' constructors, because logs and snapshots of
 * earlier releases hold such names, and their leases can still be released.
 */
public final class NewNames {
    private NewNames() {}

    /** @throws InvalidCommandException naming the first field that is wrong */
    public static void require(Command command) {
        if (command instanceof Command.OpenSession open) {
            SessionSpec spec = open.spec();
            require("client_id", spec.clientId());
            require("incarnation", spec.incarnation());
            require("holder", spec.holder());
            require("region", spec.region());
            open.acquires().forEach(acquire -> require("resource", acquire.resource()));
        } else if (command instanceof Command.Acquire acquire) {
            require("resource", acquire.resource());
        } else if (command instanceof Command.CommitSteps several) {
            several.steps().stream()
                    .filter(Step.Acquire.class::isInstance)
                    .forEach(step -> require("resource", step.resource()));
        } else if (command instanceof Command.RequestHandover handover) {
            require("actor", handover.actor());
        } else if (command instanceof Command.ChangePolicies policies) {
            policies.change().puts().forEach(NewNames::require);
        } else if (command instanceof Command.ChangePauses pauses && pauses.paused()) {
            requireScope(pauses.scope());
        } else if (command instanceof Command.RequestPromotion promotion) {
            require("request_id", promotion.request().requestId());
        }
        intervention(command).ifPresent(by -> {
            require("actor", by.actor());
            require("comment", by.comment());
        });
    }

    private static Optional<OperatorAction> intervention(Command command) {
        if (command instanceof Command.BreakLease lease) {
            return Optional.of(lease.by());
        }
        if (command instanceof Command.ChangePolicies policies) {
            return Optional.of(policies.by());
        }
        if (command instanceof Command.ChangePauses pauses) {
            return Optional.of(pauses.by());
        }
        if (command instanceof Command.RequestPromotion promotion) {
            return Optional.of(promotion.request().by());
        }
        if (command instanceof Command.CancelPromotion cancel) {
            return Optional.of(cancel.by());
        }
        return command instanceof Command.BreakSession session ? Optional.of(session.by()) : Optional.empty();
    }

    private static void require(Policy policy) {
        requireScope(policy.scope());
        policy.allowedRegions().forEach(region -> require("allowed_regions", region));
        policy.preferredRegions().forEach(region -> require("preferred_regions", region));
    }

    private static void requireScope(String scope) {
        if (!scope.isEmpty()) {
            require("scope", scope);
        }
    }

    private static void require(String field, String text) {
        int first = text.codePointAt(0);
        int last = text.codePointBefore(text.length());
        if (isSpace(first) || isSpace(last)) {
            throw new InvalidCommandException(
                    field, "'" + text + "', with white space at an end", "text without white space at either end");
        }
    }

    /** Java's two notions of space together: one leaves out the no-break spaces, the other the controls. */
    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }
}
