package io.arbiter.core.property;

import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.machine.ClusterIdentity;
import io.arbiter.core.machine.StoredRecord;
import io.arbiter.core.pause.Pause;
import io.arbiter.core.policy.StoredPolicy;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.steps.StepsAnswer;
import io.arbiter.core.steps.StepsMemory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One thing that happened and stays true; its meaning is added to a picture. */
interface Fact {
    void addTo(Picture picture);

    record Formed(String id, long tokensAbove, long sessionIdsAbove) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.identity = Optional.of(new ClusterIdentity(id, tokensAbove));
            picture.tokensEver = Math.max(picture.tokensEver, tokensAbove);
            picture.sessionsEver = Math.max(picture.sessionsEver, sessionIdsAbove);
        }
    }

    record Opened(long session, SessionSpec spec, long wallMillis) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.live.put(session, this);
            picture.everOpened.put(session, this);
            picture.sessionsEver = session;
        }
    }

    record Renewed(long session) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.renewals.merge(session, 1L, Long::sum);
        }
    }

    record SessionOver(Opened opened, EndReason reason, int leases) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.live.remove(opened.session());
            picture.sessionsOver.add(this);
        }
    }

    /** {@code after} is the token whose end led to this grant at once, or 0. */
    record Granted(long token, String resource, long session, GrantBasis basis, Moment at, long after) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.held.put(resource, this);
            picture.confined.remove(resource);
            picture.tokensEver = token;
            picture.successors.put(after, token);
            picture.countHoldings(session);
        }
    }

    /** A place in the log, and the proposer's time. */
    record Moment(long index, long wallMillis) {}

    record LeaseOver(Granted granted, EndReason reason) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.held.remove(granted.resource());
            picture.condemned.remove(granted.resource());
            picture.marks.remove(granted.token());
            picture.leasesOver.add(this);
            picture.lastEnds.put(granted.resource(), reason);
            picture.records.computeIfPresent(
                    granted.resource(), (r, last) -> last.value().isEmpty() ? null : last);
            picture.countHoldings(granted.session());
        }
    }

    record Queued(String resource, long session, long attempt) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.queues.computeIfAbsent(resource, r -> new LinkedHashMap<>()).put(session, attempt);
        }
    }

    record Unqueued(String resource, long session) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.queues.get(resource).remove(session);
        }
    }

    /** The holder was asked to hand over to {@code to}, or, if it is 0, no longer is. */
    record Marked(Granted granted, long to) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.marks.put(granted.token(), to);
            picture.countHoldings(granted.session());
        }
    }

    record Rested(String resource, long token, long nanos) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.rests.put(resource, this);
        }
    }

    record RestOver(String resource) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.rests.remove(resource);
        }
    }

    /** Only sessions of the holder's region follow this lease. */
    record Confined(Granted granted) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.confined.put(granted.resource(), granted);
        }
    }

    record Unconfined(String resource) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.confined.remove(resource);
        }
    }

    /** An operator broke a lease that had expired: its end is remembered as that, in its old place if it has one. */
    record BrokenAfterwards(Granted granted) implements Fact {
        @Override
        public void addTo(Picture picture) {
            var over = new LeaseOver(granted, EndReason.BROKEN);
            var expired = picture.rememberedLeases().stream()
                    .filter(o -> o.granted().equals(granted))
                    .findAny();
            if (expired.isPresent()) {
                picture.leasesOver.set(picture.leasesOver.lastIndexOf(expired.get()), over);
            } else {
                picture.leasesOver.add(over);
            }
        }
    }

    /** All policies, from now on. */
    record PoliciesChanged(Map<String, StoredPolicy> policies) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.policies.clear();
            picture.policies.putAll(policies);
            picture.policyChanges++;
        }
    }

    /** All pauses, from now on. */
    record PausesChanged(Map<String, Pause> pauses) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.pauses.clear();
            picture.pauses.putAll(pauses);
            picture.pauseChanges++;
        }
    }

    /** A promotion in its present state. */
    record Promoted(Promotion promotion) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.promotionsOpen.remove(promotion.id());
            if (promotion.state().isOpen()) {
                picture.promotionsOpen.put(promotion.id(), promotion);
            } else {
                picture.promotionsOver.add(promotion);
            }
            picture.promotionsEver = Math.max(picture.promotionsEver, promotion.id());
        }
    }

    /** The holder is told to shut its gate. */
    record Condemned(Granted granted, long renewals, long promotion) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.condemned.put(granted.resource(), this);
            picture.marks.remove(granted.token());
            picture.countHoldings(granted.session());
        }
    }

    record Cooling(String resource, long promotion, long nanos) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.cooling.put(resource, this);
        }
    }

    record CoolAgain(String resource) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.cooling.remove(resource);
        }
    }

    record Written(String resource, StoredRecord record) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.records.put(resource, record);
            picture.versionsEver = record.version();
        }
    }

    record Answered(long session, StepsAnswer answer) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.steps.merge(session, StepsMemory.EMPTY.with(answer), (memory, first) -> memory.with(answer));
        }
    }

    record Forgotten(String resource) implements Fact {
        @Override
        public void addTo(Picture picture) {
            picture.lastEnds.remove(resource);
        }
    }
}
