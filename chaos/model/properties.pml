/*
 * What must hold. Each property has the name by which docs/guarantees.md cites it. It is checked where it could break:
 * in the very step that grants, opens a gate or accepts a write.
 *
 * What only a property looks at is called an oracle: nothing in the protocol reads it.
 */

byte newestGrant;               /* oracle: the newest token ever granted, in any cluster, lost ones included */
byte newestWrite;               /* oracle: the highest token whose write the storage ever accepted */

inline violated(property) {
    printf("VIOLATED %e\n", property);
    assert(false)
}

mtype = { S1_tokens_increase, S2_one_holder, S3_gate_excludes, S3_break_closes, S4_guard_monotone,
        S5_late_request_harmless, S7_failover_in_time };

/* Rule 1, 2. A grant's token is larger than every one before, through restores too. */
inline check_S1_tokens_increase(granted) {
    if
    :: granted > newestGrant -> newestGrant = granted
    :: else -> violated(S1_tokens_increase)
    fi
}

/* Rule 3. Only a free resource is granted. */
inline check_S2_one_holder() {
    if
    :: holder == NOBODY
    :: else -> violated(S2_one_holder)
    fi
}

#define OTHERS_HOLD(w)          (holder != NOBODY && session[holder].opener != w + 1)
#define IS_BROKEN(t)            (t == broken)

/* Rule 20, 4, 7, 19. While a gate is open, no other writer's session holds the lease, unless an operator broke it. */
inline check_S3_gate_excludes() {
#if TIMED
    for (v : 0 .. WRITERS - 1) {
        if
        :: IS_OPEN(v) && OTHERS_HOLD(v) && !IS_BROKEN(writer[v].token) -> violated(S3_gate_excludes)
        :: else
        fi
    }
    v = 0
#else
    skip
#endif
}

/* Rule 8. The gate of a broken lease is closed one TTL after the break. */
inline check_S3_break_closes() {
#if BREAKS
    for (v : 0 .. WRITERS - 1) {
        if
        :: IS_OPEN(v) && IS_BROKEN(writer[v].token) && sinceBreak == TTL -> violated(S3_break_closes)
        :: else
        fi
    }
    v = 0
#else
    skip
#endif
}

/* Rule 21. Once the storage has accepted token t, it accepts nothing below t. */
inline check_S4_guard_monotone(accepted) {
    if
    :: accepted >= newestWrite -> newestWrite = accepted
    :: else -> violated(S4_guard_monotone)
    fi
}

/* Rule 9. A release, however late, ends no lease but the one that it names. */
inline check_S5_late_request_harmless(released) {
    if
    :: released == token
    :: else -> violated(S5_late_request_harmless)
    fi
}

/*
 * Rule 23, 5. A dead holder's lease has reached the waiter once its silence has lasted TTL(1+rho) on the slowest clock,
 * a leader has been ready for grace on the slowest clock, and one tick has gone by for the expiry check and the commit.
 */
#define SLOWEST(units)          ((units + SLOW - 1) / SLOW)
inline check_S7_failover_in_time() {
#if FAILOVER
    if
    :: isDead && holder == 1 && sinceApplied > SLOWEST(SILENCE) && sinceReady > SLOWEST(GRACE * RATE) ->
            violated(S7_failover_in_time)
    :: else
    fi
#else
    skip
#endif
}

/*
 * Witnesses: what must be reachable, or the properties would hold of nothing. A search ends where its one is reached.
 */
mtype = { grant_by_expiry, leader_change_in_silence, deposed_leader_proposes, renewal_wins, gate_closed_by_itself,
        gate_opens_again, stale_write_refused, release_outlives_grant, grant_after_restore, restored_holder_is_older,
        backup_restored_twice, answer_outlives_break, failover_by_next_leader, grant_by_promotion, grant_learned_too_late };

#ifdef WITNESS
inline witness(name, here) {
    if
    :: name == WITNESS && (here) -> printf("REACHED %e\n", name); assert(false)
    :: else
    fi
}
#else
#define witness(name, here) skip
#endif
