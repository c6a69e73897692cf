package io.arbiter.simulation.mutant;

import io.arbiter.client.gate.ClientClock;
import io.arbiter.client.gate.SendTime;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.command.Quota;
import io.arbiter.core.command.Rules;
import io.arbiter.core.command.Step;
import io.arbiter.core.command.Terms;
import io.arbiter.core.event.Event;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.Counters;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.State;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.fence.FencingGuard;
import java.util.ArrayList;
import java.util.List;

/**
 * Known ways to break a promise, each a seam of the simulation: production code has no switch for them. The defaults
 * are what production does. A simulation that does not find a mutant would not find the bug either.
 */
public enum Mutant {
    NONE("nothing is broken", "nothing", 0),

    DEADLINE_FROM_REPLY("the gate's deadline counts from the reply instead of the send", "S3", 100) {
        @Override
        public SendTime acknowledged(SendTime sent, ClientClock clock) {
            return SendTime.now(clock);
        }
    },

    STEP_BACK_HIDES_A_SUSPEND("the gate counts both clocks from the last renewal's send", "S3", 1_000) {
        @Override
        public ClientClock clock(ClientClock machine) {
            return new HiddenStepsBack(machine);
        }

        @Override
        public SendTime sendTime(ClientClock clock) {
            ((HiddenStepsBack) clock).show();
            return SendTime.now(clock);
        }
    },

    GATE_IGNORES_DRIFT("the gate counts on TTL instead of TTL(1-bound)", "S3", 500) {
        @Override
        public int gateDriftPpm(int bound) {
            return 0;
        }
    },

    SERVER_IGNORES_DRIFT("the server waits for TTL instead of TTL(1+bound)", "S3", 500) {
        @Override
        public int serverDriftPpm(int bound) {
            return 1;
        }
    },

    EXPIRY_UNCONDITIONAL("an expiry applies even though a renewal got in first", "S3", 100) {
        @Override
        public Command atApply(Command command, State state) {
            if (command instanceof Command.ExpireSession expire
                    && state.session(expire.session()).isPresent()) {
                long current = state.session(expire.session()).orElseThrow().renewals();
                return new Command.ExpireSession(expire.session(), current);
            }
            return command;
        }
    },

    NO_GUARD("storage does not check tokens", "S4", 50) {
        @Override
        public void check(FencingGuard guard, String resource, long token) {
            // the mutation: nothing is checked
        }
    },

    TOKENS_RESET_BY_RESTORE("a restore continues with the backup's token counter", "S1", 100) {
        @Override
        public StateSnapshot restored(StateSnapshot backup, StateSnapshot byTheRule) {
            Counters rule = byTheRule.counters();
            return withCounters(
                    byTheRule,
                    new Counters(
                            backup.counters().lastToken(),
                            rule.lastSession(),
                            rule.lastRecordVersion(),
                            rule.appliedIndex(),
                            rule.wallMillis(),
                            rule.restoredAtSecond()));
        }
    },

    SESSIONS_RESET_BY_RESTORE("a restore gives session ids of the lost cluster out again", "S3", 3_000) {
        @Override
        public StateSnapshot restored(StateSnapshot backup, StateSnapshot byTheRule) {
            Counters rule = byTheRule.counters();
            return withCounters(
                    byTheRule,
                    new Counters(
                            rule.lastToken(),
                            backup.counters().lastSession(),
                            rule.lastRecordVersion(),
                            rule.appliedIndex(),
                            rule.wallMillis(),
                            rule.restoredAtSecond()));
        }
    },

    HOLDINGS_RESET_BY_RESTORE("a restore gives versions of holdings out again", "S3", 5_000) {
        @Override
        public StateSnapshot restored(StateSnapshot backup, StateSnapshot byTheRule) {
            return new StateSnapshot(
                    byTheRule.identity(),
                    byTheRule.auth(),
                    byTheRule.policies(),
                    byTheRule.pauses(),
                    byTheRule.promotions(),
                    byTheRule.counters(),
                    backup.sessions(),
                    byTheRule.resources(),
                    byTheRule.endings(),
                    byTheRule.endedSessions(),
                    byTheRule.events(),
                    byTheRule.compactedRevision(),
                    byTheRule.remembersSteps());
        }
    },

    LEASES_KEEP_THEIR_TOKENS("a restore leaves each lease its old token", "S1", 100) {
        @Override
        public StateSnapshot restored(StateSnapshot backup, StateSnapshot byTheRule) {
            return new StateSnapshot(
                    byTheRule.identity(),
                    byTheRule.auth(),
                    byTheRule.policies(),
                    byTheRule.pauses(),
                    backup.promotions().aboveLost(byTheRule.promotions().lastId()),
                    byTheRule.counters(),
                    byTheRule.sessions(),
                    backup.resources(),
                    backup.endings(),
                    byTheRule.endedSessions(),
                    byTheRule.events(),
                    byTheRule.compactedRevision(),
                    byTheRule.remembersSteps());
        }
    },

    GIVEN_UP_TOKEN_HELD_AGAIN("the gate opens again under a token whose release has been sent", "S3", 1_000) {
        @Override
        public boolean holdsAgain(long token, long givenUp) {
            return true;
        }
    },

    STEPS_UP_TO_THE_REFUSED_ONE("of several steps those before the refused one stay done", "steps", 100) {
        @Override
        public Command atApply(Command command, State state) {
            if (command instanceof Command.CommitSteps commit) {
                for (int i = 1; i < commit.steps().size(); i++) {
                    if (commit.steps().get(i) instanceof Step.Acquire acquire && isHeld(state, acquire.resource())) {
                        return new Command.CommitSteps(
                                commit.session(),
                                commit.number(),
                                commit.steps().subList(0, i));
                    }
                }
            }
            return command;
        }
    },

    TAKEOVER_BEYOND_POLICY("a takeover is not judged by the policies", "policy", 1_000) {
        @Override
        public ApplyResult apply(LeaseMachine machine, long index, long wallMillis, Command command) {
            return command instanceof Command.OpenSession open
                    ? WithoutPolicies.apply(machine, index, wallMillis, new Command.OpenSession(open.spec(), List.of()))
                    : super.apply(machine, index, wallMillis, command);
        }
    },

    FAILOVER_ALTHOUGH_MANUAL("an expired lease goes to another region although failover is manual", "policy", 200) {
        @Override
        public ApplyResult apply(LeaseMachine machine, long index, long wallMillis, Command command) {
            return command instanceof Command.ExpireSession
                    ? WithoutPolicies.apply(machine, index, wallMillis, command)
                    : super.apply(machine, index, wallMillis, command);
        }
    },

    HEIR_TAKES_LEASE_ALONG("a takeover moves a lease to another region although failover is manual", "policy", 1_000) {
        @Override
        public ApplyResult apply(LeaseMachine machine, long index, long wallMillis, Command command) {
            return command instanceof Command.OpenSession
                    ? machine.apply(index, wallMillis, new Terms(Rules.FIRST, Quota.NONE), command)
                    : super.apply(machine, index, wallMillis, command);
        }
    },

    FAILOVER_ALTHOUGH_PAUSED("an expired lease goes to another region although failover is paused", "pause", 500) {
        @Override
        public ApplyResult apply(LeaseMachine machine, long index, long wallMillis, Command command) {
            return command instanceof Command.ExpireSession
                    ? WithoutPauses.apply(machine, index, wallMillis, command)
                    : super.apply(machine, index, wallMillis, command);
        }
    },

    GRANT_BEFORE_THE_GATE_IS_CLOSED("a forced promotion grants as soon as the lease is condemned", "S3", 200) {
        @Override
        public ApplyResult apply(LeaseMachine machine, long index, long wallMillis, Command command) {
            ApplyResult applied = super.apply(machine, index, wallMillis, command);
            var events = new ArrayList<>(applied.events());
            for (Event event : applied.events()) {
                if (event.change() instanceof Event.LeaseCondemned lease) {
                    var early = new Command.EndPeriod(lease.name(), PeriodKind.CONDEMNATION, lease.token());
                    events.addAll(machine.apply(index, wallMillis, early).events());
                }
            }
            return new ApplyResult(applied.outcome(), events);
        }
    },

    COOL_DOWN_FORGOTTEN("a new leader ends every cool-down", "promotion", 500) {
        @Override
        public List<Command> promoted(LeaseMachine machine) {
            return machine.state().resources().values().stream()
                    .flatMap(resource -> resource.coolDown().stream().map(rest ->
                            (Command) new Command.EndPeriod(resource.name(), PeriodKind.COOL_DOWN, rest.promotion())))
                    .toList();
        }
    },

    TWO_PROMOTIONS_AT_ONCE("a promotion begins while another is under way", "promotion", 200) {
        @Override
        public ApplyResult apply(LeaseMachine machine, long index, long wallMillis, Command command) {
            return command instanceof Command.RequestPromotion request
                    ? SecondPromotion.apply(machine, index, wallMillis, request)
                    : super.apply(machine, index, wallMillis, command);
        }
    },

    DRAIN_WITHOUT_THE_HOLDERS_WORD("a graceful promotion goes on without its holder's word", "promotion", 200) {
        @Override
        public Command atApply(Command command, State state) {
            if (command instanceof Command.RequestPromotion asked) {
                PromotionRequest request = asked.request();
                return new Command.RequestPromotion(new PromotionRequest(
                        request.requestId(),
                        request.resource(),
                        request.toRegion(),
                        request.mode() == PromotionRequest.Mode.GRACEFUL
                                ? PromotionRequest.Mode.GRACEFUL_THEN_FORCED
                                : request.mode(),
                        request.trigger(),
                        request.expectedToken(),
                        request.acceptsDataLoss(),
                        request.overrides(),
                        request.by()));
            }
            return command;
        }
    },

    TTL_RESET_BY_LEADER_CHANGE("a new leader gives every session a whole new TTL", "S7", 1_000) {
        @Override
        public List<Command> promoted(LeaseMachine machine) {
            machine.restore(machine.image());
            return List.of();
        }
    };

    private final String description;
    private final String breaks;
    private final int foundWithinSeeds;

    Mutant(String description, String breaks, int foundWithinSeeds) {
        this.description = description;
        this.breaks = breaks;
        this.foundWithinSeeds = foundWithinSeeds;
    }

    public String description() {
        return description;
    }

    /** The invariant that a run must find broken. */
    public String breaks() {
        return breaks;
    }

    /** A seed from 1 to this one must find it. */
    public int foundWithinSeeds() {
        return foundWithinSeeds;
    }

    // ---- the seams, as production has them

    public ClientClock clock(ClientClock machine) {
        return machine;
    }

    public SendTime sendTime(ClientClock clock) {
        return SendTime.now(clock);
    }

    public SendTime acknowledged(SendTime sent, ClientClock clock) {
        return sent;
    }

    public int gateDriftPpm(int bound) {
        return bound;
    }

    public int serverDriftPpm(int bound) {
        return bound;
    }

    public Command atApply(Command command, State state) {
        return command;
    }

    public ApplyResult apply(LeaseMachine machine, long index, long wallMillis, Command command) {
        return machine.apply(index, wallMillis, atApply(command, machine.state()));
    }

    public void check(FencingGuard guard, String resource, long token) {
        guard.check(resource, token);
    }

    public StateSnapshot restored(StateSnapshot backup, StateSnapshot byTheRule) {
        return byTheRule;
    }

    public boolean holdsAgain(long token, long givenUp) {
        return token > givenUp;
    }

    /** What a new leader proposes at once; production leaves the state alone, and proposes nothing. */
    public List<Command> promoted(LeaseMachine machine) {
        return List.of();
    }

    private static boolean isHeld(State state, String resource) {
        return state.resource(resource).flatMap(Resource::lease).isPresent();
    }

    private static StateSnapshot withCounters(StateSnapshot image, Counters counters) {
        return new StateSnapshot(
                image.identity(),
                image.auth(),
                image.policies(),
                image.pauses(),
                image.promotions(),
                counters,
                image.sessions(),
                image.resources(),
                image.endings(),
                image.endedSessions(),
                image.events(),
                image.compactedRevision(),
                image.remembersSteps());
    }
}
