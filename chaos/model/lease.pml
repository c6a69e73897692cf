/*
 * The lease and fencing protocol of Arbiter, small enough to look at every order of events. Names are those of the
 * code and of docs/guarantees.md; each step names the class that it mirrors. `check` runs all configurations; README.md
 * tells what is modelled and what is not.
 *
 * One resource. Each writer is one process with one session and one acquire. The Raft log is taken for granted: a
 * command is committed atomically, at any time after it was sent or never, and takes effect in the committed state;
 * each replica notes a renewal when it applies it, at any time after that. There is no counter of renewals: all that
 * anybody asks of it is whether a renewal is still the newest, and one bit says that. So the model has no bound on
 * renewals, nor on time.
 *
 * Time. True time passes in ticks. In each tick every machine's clock advances by SLOW or FAST units, chosen anew:
 * rates of (1-rho) and (1+rho) with rho = 1/RATE, and over several ticks any rate between. With TTL ticks to live,
 *
 *     the gate stays open for       TTL (1-rho) = TTL SLOW  units of the writer's clock,
 *     a replica waits for silence   TTL (1+rho) = TTL FAST  units of its own clock,
 *
 * which are whole numbers, so nothing is rounded, and an off-by-one shows. What is stored is the time left, never an
 * instant.
 */

/* ---- bounds and what takes part: `check` sets them for each configuration */

#ifndef WRITERS
#define WRITERS         2
#endif
#ifndef WATCHED
#define WATCHED         1       /* so many writers renew and can expire; the others only wait, hold and release */
#endif
#ifndef REPLICAS
#define REPLICAS        2
#endif
#ifndef TTL
#define TTL             3       /* ticks */
#endif
#ifndef RATE
#define RATE            2       /* units in a tick of true time; rho = 1/RATE */
#endif
#ifndef GRACE
#define GRACE           0       /* ticks; it keeps no promise but S7's */
#endif
#ifndef TIMED
#define TIMED           1       /* 0: clocks of any rate; every gate is open, every silence may be over, at any time */
#endif
#ifndef RELEASES
#define RELEASES        0       /* 1: writers release */
#endif
#ifndef WRITES
#define WRITES          0       /* 1: writers write to a storage with a guard */
#endif
#ifndef BREAKS
#define BREAKS          0       /* 1: the operator breaks one lease */
#endif
#ifndef PROMOTES
#define PROMOTES        0       /* 1: the operator promotes the last writer by force, once */
#endif
#ifndef FAILOVER
#define FAILOVER        0       /* 1: the first writer dies, the rest works without delay: S7 */
#endif
#ifndef SECONDS
#define SECONDS         0       /* above 0: backups and restores, up to that second since 2026-01-01 */
#endif

#define SLOW            (RATE - 1)
#define FAST            (RATE + 1)

/* ---- mutants: one thing broken at a time, as in io.arbiter.simulation.mutant.Mutant */

#if !TIMED
#define SAFE_TIME       0
#elif defined(GATE_IGNORES_DRIFT)
#define SAFE_TIME       (TTL * RATE)
#else
#define SAFE_TIME       (TTL * SLOW)            /* Gate: TTL(1-rho) */
#endif

#ifdef SERVER_IGNORES_DRIFT
#define SILENCE         (TTL * RATE)
#else
#define SILENCE         (TTL * FAST)            /* SessionSpec.silenceNanos: TTL(1+rho) */
#endif

#ifdef FENCED_FOR_ONE_TTL
#define FENCE           (TTL * RATE)
#else
#define FENCE           (TTL * FAST)            /* as long as an expiry's silence, for the same reason */
#endif

#define FINDS(t)        !IS_CONDEMNED(t)        /* not even its holder's own acquire finds a condemned lease */

#ifdef RESTORE_AFTER_ONE_TTL
#define RESTORE_WAIT    (TTL * RATE)
#else
#define RESTORE_WAIT    (TTL * FAST)            /* the operator's clock drifts as well */
#endif

#define PER_SECOND      2                       /* RestoreRule.TOKENS_PER_SECOND; a leader grants half (BatchLimits) */
#define VERSION_FLOOR   4                       /* per second, above what a session's version can have reached */

/* ---- the replicated state: LeaseMachine after the newest committed command */

#define NOBODY          0
#define SESSIONS        (WRITERS + SECONDS * PER_SECOND)

typedef Session {
    byte opener;                /* writer + 1, that is client id and incarnation; 0: no such session (any more) */
    bool waits;                 /* in the queue; the lowest id is the first */
    byte version;               /* holdingsVersion: counts its grants and their ends */
};
Session session[SESSIONS + 1];
byte holder;                    /* the session that holds the lease, or NOBODY */
byte token;                     /* the lease's token, if held */
byte lastToken, lastSession;    /* Counters */

#if PROMOTES
byte condemned;                 /* the token that the promotion condemned */
#else
#define condemned       0
#endif
#define IS_CONDEMNED(t) ((t) != 0 && (t) == condemned)

#if BREAKS
byte broken = 255;              /* oracle: the token that the operator broke, and for how many ticks it has been */
byte sinceBreak;
#else
#define broken          255
#endif

/* ---- a writer: the client library and the process that uses it */

mtype = { NONE, OPENING, RENEWAL };
#define UNKNOWN         255     /* Session.UNKNOWN_VERSION: asks for a list */

typedef Writer {
    byte session;               /* its id; 0 until the opening is acknowledged */
    bool isOver;                /* it learned that its session is over */
    byte gateLeft;              /* Gate: units until it closes by itself */
    byte token;                 /* HeldLease: under which it believes to hold the lease; 0: under none */
    byte known = UNKNOWN;       /* Session.knownVersion */
    byte overThrough;           /* ListedTokens: every token up to this one is over, as a list of holdings told */
    byte givenUp;               /* PendingReleases: a release of this token was sent, and may arrive late and repeatedly */
    byte granted;               /* AcquireCall: an answer on its way that names this token */
    byte writing;               /* a write under this token left the writer after a look at the gate */
    /* RenewalRound, or Opening: the request that is under way */
    mtype request = NONE;
    byte requestLeft;           /* of SAFE_TIME since it was sent, on the writer's clock */
    bool isAnswered;            /* committed, and the answer is on its way: */
    byte answerSession;         /* 0: SessionOver */
    byte answerVersion;         /* UNKNOWN: nothing has changed, no list */
    byte answerToken;           /* the list */
    byte answerNewest;          /* Counters.lastToken when the list was made: later grants are not in it */
    byte answerCondemned;       /* the condemned lease that the answer names */
};
Writer writer[WRITERS];

#if TIMED
#define IS_OPEN(w)      (writer[w].token != 0 && writer[w].gateLeft > 0)       /* LeaseValidity.isOpen */
#else
#define IS_OPEN(w)      (writer[w].token != 0)
#endif

/* ---- a replica: ExpiryTracker and its leadership */

typedef Replica {
    bool leading;               /* believes to lead: deposed leaders and the new one may do so at the same time */
    byte graceLeft;
#if PROMOTES
    bool fenced;                /* has applied the condemnation */
    byte fenceLeft;             /* until the condemned gate is provably closed, on its clock */
#endif
    bool noted[SESSIONS + 1];   /* has applied the opening */
    bool newest[SESSIONS + 1];  /* the renewal that it noted last is still the newest committed one */
    byte silenceLeft[SESSIONS + 1];
};
Replica replica[REPLICAS];

/* ExpireSession(session, renewal seen) on its way to the log, from a leader or one that was; one at a time. */
byte proposed;                  /* the session; 0: none */
bool outdated;                  /* another renewal was committed since: it is no longer the renewal seen */

/* ---- the storage */

byte mark;                      /* FencingGuard: the high-water mark, stored with the data */

/* ---- operator */

#if SECONDS
byte second;                    /* the wall clock */
byte spent;                     /* GrantRateLimiter: tokens granted in this second */
bool isLost;                    /* the cluster is lost, nothing is committed */
byte waitLeft;                  /* until the operator restores, on a clock of his own */
byte restoredAt, lastRestore = 255;
bool hasBackup;
Session backupSession[SESSIONS + 1];
byte backupHolder, backupToken, backupLastToken, backupLastSession, backupRestoredAt, backupSecond;
#define WORKS           (!isLost && spent < PER_SECOND / 2)
#else
#define WORKS           true
#endif

#if FAILOVER
bool isDead;                    /* the first writer */
bool changedSince;              /* oracle: and a leader was promoted since */
byte sinceApplied, sinceReady;  /* oracle: ticks since a replica applied its last renewal, since a promotion */
#endif

byte i, v;                      /* scratch: 0 between steps */

#include "properties.pml"

/* ---- LeaseMachine: Grants, SessionTransitions, LeaseTransitions */

inline grant(id) {                               /* Grants.grant */
    check_S2_one_holder();
    lastToken++;
    token = lastToken;
    holder = id;
    session[id].waits = false;
    session[id].version++;
    printf("              token %d granted to session %d\n", token, id);
    check_S1_tokens_increase(token);
    check_S3_gate_excludes();
    witness(release_outlives_grant, writer[0].givenUp != 0);
#if SECONDS
    witness(grant_after_restore, restoredAt != 0);
#endif
#if SECONDS
    spent++
#endif
}

inline pass_on() {                              /* Grants.grantNext */
    i = 1;
    do
    :: i > SESSIONS -> break
    :: i <= SESSIONS && session[i].waits -> grant(i); break
    :: else -> i++
    od;
    i = 0
}

inline end_lease() {                            /* Grants.end, then grantNext */
    session[holder].version++;
    holder = NOBODY;
    token = 0;
#if PROMOTES
    for (v : 0 .. REPLICAS - 1) {
        replica[v].fenced = false;
        replica[v].fenceLeft = 0
    }
    v = 0;
#endif
    pass_on()
}

inline acquire(id) {                             /* LeaseTransitions.acquire: asking again changes nothing */
    if
    :: holder == NOBODY -> grant(id)
    :: holder != NOBODY && holder != id -> session[id].waits = true
    :: else
    fi
}

inline note_renewal(id) {                        /* every replica will hear of it */
    for (v : 0 .. REPLICAS - 1) {
        replica[v].newest[id] = false
    }
    v = 0;
    if
    :: proposed == id -> outdated = true
    :: else
    fi
}

inline end_session(id) {                         /* SessionTransitions.end */
    session[id].waits = false;
    session[id].opener = 0;
    for (v : 0 .. REPLICAS - 1) {
        replica[v].noted[id] = false;
        replica[v].newest[id] = false;
        replica[v].silenceLeft[id] = 0
    }
    v = 0;
    if
    :: holder == id -> end_lease()
    :: else
    fi;
    session[id].version = 0
}

#ifdef RELEASE_UNNAMED
#define NAMES_LEASE(w)  true
#else
#define NAMES_LEASE(w)  (token == writer[w].givenUp)
#endif

/* An acquire is under way; it is repeated until it is answered. */
#if PROMOTES && !defined(CONDEMNED_UNNAMED)
inline name_condemned(w) {                      /* in every answer, as long as the lease is there */
    writer[w].answerCondemned = (holder == writer[w].session && IS_CONDEMNED(token) -> token : 0)
}
#else
#define name_condemned(w)       skip
#endif

#define ASKS(w)         (writer[w].session != 0 && !writer[w].isOver && writer[w].token == 0 && writer[w].givenUp == 0)

/* No list shows a condemned lease: the answer names it. */
inline list_of(w, id) {
    writer[w].answerToken = (holder == id && !IS_CONDEMNED(token) -> token : 0);
    writer[w].answerNewest = lastToken
}

/* Commands of writer w are committed. */
active [WRITERS] proctype Commands() {
    byte w = _pid;

end:
    do
    :: d_step {                                 /* SessionTransitions.open, with a first acquire */
            WORKS && writer[w].request == OPENING && !writer[w].isAnswered ->
            lastSession++;
            printf("log:          OpenSession of writer %d is committed: session %d\n", w, lastSession);
            session[lastSession].opener = w + 1;
            session[lastSession].version = 0;
            acquire(lastSession);
            writer[w].isAnswered = true;
            writer[w].answerSession = lastSession;
            writer[w].answerVersion = session[lastSession].version;
            list_of(w, lastSession)
        }
    :: d_step {                                 /* SessionTransitions.renew */
            WORKS && writer[w].request == RENEWAL && !writer[w].isAnswered ->
            writer[w].isAnswered = true;
            if
            :: session[writer[w].session].opener == 0 ->
                    printf("log:          renewal of session %d is refused: SessionOver\n", writer[w].session);
                    writer[w].answerSession = 0
            :: else ->
                    printf("log:          renewal of session %d is committed\n", writer[w].session);
                    note_renewal(writer[w].session);
                    writer[w].answerSession = writer[w].session;
                    if
                    :: writer[w].known == session[writer[w].session].version -> writer[w].answerVersion = UNKNOWN
                    :: else ->
                            writer[w].answerVersion = session[writer[w].session].version;
                            list_of(w, writer[w].session)
                    fi;
                    name_condemned(w)
            fi
        }
    :: d_step {                                 /* LeaseTransitions.acquire */
            (WORKS && ASKS(w) && session[writer[w].session].opener != 0 && holder != writer[w].session
                    && !session[writer[w].session].waits) ->
            printf("log:          Acquire of session %d is committed\n", writer[w].session);
            acquire(writer[w].session)
        }
    :: d_step {                                 /* its answer, as soon as it holds the lease */
            (WORKS && ASKS(w) && writer[w].granted == 0 && holder == writer[w].session && FINDS(token)) ->
            printf("log:          Acquire of session %d is answered: token %d\n", writer[w].session, token);
            writer[w].granted = token
        }
#if RELEASES
    :: d_step {                                 /* LeaseTransitions.release: refused if it names another token */
            WORKS && writer[w].givenUp != 0 && holder != NOBODY && NAMES_LEASE(w) ->
            printf("log:          Release of token %d is committed\n", writer[w].givenUp);
            check_S5_late_request_harmless(writer[w].givenUp);
            end_lease()
        }
#endif
    od
}

/* ---- the client library */

inline forget_request(w) {
    writer[w].answerNewest = 0;
    writer[w].answerCondemned = 0;
    writer[w].request = NONE;
    writer[w].requestLeft = 0;
    writer[w].isAnswered = false;
    writer[w].answerSession = 0;
    writer[w].answerVersion = 0;
    writer[w].answerToken = 0
}

inline send(w, what) {
    writer[w].request = what;
    writer[w].requestLeft = (w < WATCHED -> SAFE_TIME : 0)
}

#if defined(ADOPTED_UNSEEN) || defined(GRANT_BELIEVED)
#define OVER_THROUGH(w) 0
#else
#define OVER_THROUGH(w) writer[w].overThrough
#endif

inline learn_over(w, last) {
    writer[w].overThrough = (last > writer[w].overThrough -> last : writer[w].overThrough)
}

inline adopt(w, t) {                            /* Session.adopt: a list may have shown already that it is over */
    if
    :: t > OVER_THROUGH(w) ->
            writer[w].token = t;
            witness(answer_outlives_break, t == broken && holder != NOBODY && writer[w].gateLeft > 0)
    :: else ->
            printf("              token %d is over already\n", t);
            witness(grant_learned_too_late, IS_CONDEMNED(t) && holder != NOBODY && writer[w].gateLeft > 0)
    fi;
    check_S3_gate_excludes()
}

inline acknowledged(w) {                        /* Gate.renewed: the newer send counts */
    witness(gate_opens_again, writer[w].token != 0 && writer[w].gateLeft == 0 && writer[w].requestLeft > 0);
#ifdef DEADLINE_FROM_REPLY
    writer[w].requestLeft = SAFE_TIME;
#endif
    if
    :: writer[w].requestLeft > writer[w].gateLeft -> writer[w].gateLeft = writer[w].requestLeft
    :: else
    fi
}

inline review(w) {                              /* CondemnedLeases, HoldingsReconciler */
    if
    :: writer[w].answerCondemned != 0 ->
            learn_over(w, writer[w].answerCondemned);
            if
            :: writer[w].token == writer[w].answerCondemned -> writer[w].token = 0
            :: else
            fi
    :: else
    fi;
    if
    :: writer[w].answerVersion == UNKNOWN -> skip       /* nothing has changed */
    :: else ->
            writer[w].known = writer[w].answerVersion;
            if
            :: writer[w].answerToken != 0 -> learn_over(w, writer[w].answerToken - 1)
            :: else -> learn_over(w, writer[w].answerNewest)
            fi;
            if
            :: writer[w].token <= writer[w].answerNewest && writer[w].answerToken != writer[w].token -> writer[w].token = 0
            :: else                             /* it is listed, or was granted later */
            fi
    fi
}

#if SECONDS || BREAKS || PROMOTES
#define IS_TURN(w)      true
#else
#define IS_TURN(w)      (lastSession >= w)      /* by symmetry: session w + 1 is writer w's */
#endif
#if FAILOVER
#define LIVES(w)        (w != 0 || !isDead)
#else
#define LIVES(w)        true
#endif

#if PROMOTES
#define LETS_GO(w)      (w == 1)                /* so that the writer that is condemned can have waited for its grant */
#else
#define LETS_GO(w)      true
#endif

active [WRITERS] proctype Client() {
    byte w = _pid - WRITERS;

end:
    do
    :: d_step {                                 /* Opening */
            writer[w].request == NONE && writer[w].session == 0 && !writer[w].isOver && IS_TURN(w) ->
            printf("writer %d:     sends OpenSession\n", w);
            send(w, OPENING)
        }
    :: d_step {                                 /* RenewalRound */
            w < WATCHED && writer[w].request == NONE && writer[w].session != 0 && !writer[w].isOver && LIVES(w) ->
            printf("writer %d:     sends a renewal\n", w);
            send(w, RENEWAL)
        }
    :: d_step {                                 /* request or answer is lost, or no longer waited for */
            writer[w].request == RENEWAL ->
            printf("network:      renewal of writer %d or its answer is lost\n", w);
            forget_request(w)
        }
    :: d_step {
            writer[w].isAnswered && writer[w].answerSession == 0 ->
            printf("writer %d:     learns that its session is over\n", w);
            witness(gate_closed_by_itself, writer[w].token != 0 && writer[w].gateLeft == 0);
            forget_request(w);
            writer[w].isOver = true;
            writer[w].gateLeft = 0;
            writer[w].token = 0;
            writer[w].granted = 0;
            writer[w].known = UNKNOWN;
            writer[w].overThrough = 0
        }
    :: d_step {
            writer[w].isAnswered && writer[w].answerSession != 0 ->
            if
            :: writer[w].request == OPENING ->
                    acknowledged(w);
                    writer[w].session = writer[w].answerSession;
                    writer[w].token = writer[w].answerToken
            :: else -> review(w); acknowledged(w)
            fi;
            forget_request(w);
            printf("writer %d:     is acknowledged; %d units left, token %d\n", w, writer[w].gateLeft, writer[w].token);
            check_S3_gate_excludes()
        }
    :: d_step {                                 /* AcquireCall.granted */
            writer[w].granted != 0 && ASKS(w) ->
            printf("writer %d:     learns that it holds token %d; %d units left\n", w, writer[w].granted,
                    writer[w].gateLeft);
            adopt(w, writer[w].granted);
            writer[w].granted = 0
        }
#if RELEASES
    :: d_step {                                 /* HeldLease.letGo: the gate closes before anything is sent */
            writer[w].token != 0 && !writer[w].isOver && LETS_GO(w) ->
            printf("writer %d:     closes its gate and sends Release of token %d\n", w, writer[w].token);
            writer[w].givenUp = writer[w].token;
            writer[w].token = 0;
            writer[w].granted = 0
        }
#endif
#if WRITES
    :: d_step {                                 /* the look at the gate; what follows may take for ever */
            writer[w].writing == 0 && IS_OPEN(w) ->
            printf("writer %d:     finds its gate open and writes under token %d\n", w, writer[w].token);
            writer[w].writing = writer[w].token
        }
#endif
    od
}

/* ---- a replica */

#if TIMED
#define IS_DUE(r, s)    (replica[r].leading && replica[r].graceLeft == 0 && replica[r].noted[s] \
                        && replica[r].silenceLeft[s] == 0)
#else
#define IS_DUE(r, s)    replica[r].noted[s]
#endif

#ifdef EXPIRY_UNCONDITIONAL
#define IS_RENEWAL_SEEN true
#else
#define IS_RENEWAL_SEEN !outdated
#endif

#if REPLICAS > 1
#define IS_FENCED(r)    (replica[r].leading && replica[r].graceLeft == 0 && replica[r].fenced && replica[r].fenceLeft == 0)
#else
#define IS_FENCED(r)    (replica[0].leading && replica[0].fenced && replica[0].fenceLeft == 0)
#endif

inline count_silence_anew(r, s) {
#if TIMED
    replica[r].silenceLeft[s] = SILENCE
#else
    skip
#endif
}

#define HAS_APPLIED(r, s)       (s > WATCHED || session[s].opener == 0 || replica[r].newest[s])
#if PROMOTES
#define HAS_APPLIED_FENCE(r)    (!IS_CONDEMNED(token) || replica[r].fenced)
#else
#define HAS_APPLIED_FENCE(r)    true
#endif
#define HAS_APPLIED_ALL(r)      (HAS_APPLIED(r, 1) && HAS_APPLIED(r, 2) && HAS_APPLIED_FENCE(r))

#if FAILOVER                                    /* one leader at a time, and no delay but the election */
#define IS_VACANT               (!replica[0].leading && !replica[1].leading)
#define MAY_EXPIRE(s)           (s == 1 && isDead)
#define MAY_BE_LOST             IS_VACANT
#define TIME_MAY_PASS           !(isDead && (proposed != 0 && !IS_VACANT || IS_DUE(0, 1) || IS_DUE(1, 1)))
#else
#define MAY_BE_LOST             true
#define IS_VACANT               true
#define MAY_EXPIRE(s)           true
#define TIME_MAY_PASS           true
#endif

/* What one replica notes and proposes about one session. */
proctype Notes(byte r; byte s) {
end:
    do
    :: d_step {                                 /* ExpiryTracker.renewed: applies an opening or a renewal */
            session[s].opener != 0 && !replica[r].newest[s] ->
            printf("replica %d:    applies the newest renewal of session %d\n", r, s);
            replica[r].noted[s] = true;
            replica[r].newest[s] = true;
            count_silence_anew(r, s);
#if FAILOVER
            if
            :: s == 1 -> sinceApplied = 0
            :: else
            fi
#endif
        }
#if PROMOTES
    :: d_step {                                 /* applies the condemnation */
            IS_CONDEMNED(token) && !replica[r].fenced ->
            printf("replica %d:    applies that token %d is condemned\n", r, token);
            replica[r].fenced = true;
            replica[r].fenceLeft = FENCE
        }
#endif
    :: d_step {                                 /* ExpiryTracker.due */
            proposed == 0 && IS_DUE(r, s) && MAY_EXPIRE(s) ->
            printf("replica %d:    proposes ExpireSession of session %d\n", r, s);
            proposed = s;
#if REPLICAS > 1
            witness(deposed_leader_proposes, replica[0].leading && replica[1].leading);
#endif
            outdated = !replica[r].newest[s]
        }
    od
}

proctype Leadership(byte r) {
end:
    do
    :: d_step {                                 /* ExpiryTracker.promote: it has applied all that was committed */
            !replica[r].leading && HAS_APPLIED_ALL(r) && IS_VACANT ->
            printf("replica %d:    leads\n", r);
            witness(leader_change_in_silence, holder == 1 && replica[r].silenceLeft[1] == FAST);
            replica[r].leading = true;
            replica[r].graceLeft = GRACE * RATE;
#ifdef TTL_RESET_BY_LEADER_CHANGE
            for (i : 1 .. SESSIONS) {
                replica[r].silenceLeft[i] = (replica[r].noted[i] -> SILENCE : 0)
            }
            i = 0;
#endif
#if FAILOVER
            sinceReady = 0;
            changedSince = isDead
#endif
        }
    :: d_step {                                 /* ExpiryTracker.demote; until then a deposed leader goes on */
            replica[r].leading ->
            printf("replica %d:    leads no more\n", r);
            replica[r].leading = false;
            replica[r].graceLeft = 0;
#if FAILOVER
            sinceReady = 0
#endif
        }
#if !FAILOVER
    :: d_step {                                 /* LeaseMachine.restore, after a restart or an installed snapshot */
            true ->
            printf("replica %d:    restarts and counts from now\n", r);
            replica[r].leading = false;
            replica[r].graceLeft = 0;
            for (i : 1 .. SESSIONS) {
                if
                :: replica[r].noted[i] -> count_silence_anew(r, i)
                :: else
                fi
            }
            i = 0;
#if PROMOTES
            replica[r].fenceLeft = (replica[r].fenced -> FENCE : 0)
#endif
        }
#endif
    od
}

active proctype Expiry() {
end:
    do
    :: d_step {                                 /* SessionTransitions.expire: only if it names the newest renewal */
            WORKS && proposed != 0 ->
            if
            :: session[proposed].opener != 0 && IS_RENEWAL_SEEN ->
                    printf("log:          ExpireSession of session %d is committed\n", proposed);
                    end_session(proposed);
                    witness(grant_by_expiry, holder == 2);
#if FAILOVER
                    witness(failover_by_next_leader, isDead && changedSince)
#endif
            :: else ->
                    printf("log:          ExpireSession of session %d is refused: Outdated\n", proposed);
                    witness(renewal_wins, session[proposed].opener != 0)
            fi;
            proposed = 0;
            outdated = false
        }
    :: d_step {                                 /* with its leader */
            MAY_BE_LOST && proposed != 0 ->
            printf("log:          ExpireSession of session %d is lost\n", proposed);
            proposed = 0;
            outdated = false
        }
    od
}

/* ---- time */

#if TIMED
inline pass(left, units) {
    left = (left > units -> left - units : 0)
}

inline count_up(ticks, most) {
    ticks = (ticks < most -> ticks + 1 : ticks)
}

#define RATE_OF(machine)        (SLOW + (FAST - SLOW) * ((rates >> (machine)) & 1))
#define MACHINES                (WATCHED + REPLICAS * !BREAKS + (SECONDS > 0))

/* A tick in which clocks run fast or slow as the bits of rates say: writers, then replicas, then the operator's. */
proctype Tick(byte rates) {
    byte m;
    byte s;

end:
    do
    :: d_step {
            TIME_MAY_PASS ->
            printf("time:         passes:");
            for (m : 0 .. WATCHED - 1) {
                printf(" writer %d +%d", m, RATE_OF(m));
                pass(writer[m].gateLeft, RATE_OF(m));
                pass(writer[m].requestLeft, RATE_OF(m))
            }
#if !BREAKS
            for (m : 0 .. REPLICAS - 1) {
                printf(" replica %d +%d", m, RATE_OF(WATCHED + m));
                pass(replica[m].graceLeft, RATE_OF(WATCHED + m));
#if PROMOTES
                pass(replica[m].fenceLeft, RATE_OF(WATCHED + m));
#endif
                for (s : 1 .. WATCHED) {
                    pass(replica[m].silenceLeft[s], RATE_OF(WATCHED + m))
                }
            }
#endif
#if SECONDS
            printf(" operator +%d", RATE_OF(WATCHED + REPLICAS));
            pass(waitLeft, RATE_OF(WATCHED + REPLICAS));
#endif
            printf("\n");
            check_S7_failover_in_time();
#if BREAKS
            if
            :: broken != 255 -> count_up(sinceBreak, TTL)
            :: else
            fi;
            check_S3_break_closes();
#endif
#if FAILOVER
            count_up(sinceApplied, SLOWEST(SILENCE) + 1);
            if
            :: IS_VACANT
            :: else -> count_up(sinceReady, SLOWEST(GRACE * RATE) + 1)
            fi;
#endif
            m = 0;
            s = 0
        }
    od
}
#endif

/* ---- storage */

#if WRITES
inline accept(w) {
    printf("storage:      accepts a write of writer %d under token %d\n", w, writer[w].writing);
    check_S4_guard_monotone(writer[w].writing);
    writer[w].writing = 0;
    isChecked = false
}

#ifdef NO_GUARD
#define IS_STALE(t)     false
#else
#define IS_STALE(t)     (t < mark)
#endif

proctype Storage(byte w) {
    bool isChecked;

end:
    do
    :: d_step {                                 /* FencingGuard.check, where the order of writes is decided */
            writer[w].writing != 0 && !isChecked ->
            if
            :: IS_STALE(writer[w].writing) ->
                    printf("storage:      refuses token %d of writer %d: the mark is %d\n", writer[w].writing, w, mark);
                    witness(stale_write_refused, true);
                    writer[w].writing = 0
            :: else ->
                    mark = (writer[w].writing > mark -> writer[w].writing : mark);
                    isChecked = true;
#ifndef CHECK_BEFORE_WRITE
                    accept(w)
#endif
            fi
        }
#ifdef CHECK_BEFORE_WRITE
    :: d_step { isChecked -> accept(w) }
#endif
    od
}

/* The storage may crash at any time, and keeps what it acknowledged: the data and the mark. */
#ifdef MARK_FORGOTTEN
active proctype Crash() {
end:
    do
    :: d_step { mark > 0 -> printf("storage:      crashes and forgets its mark\n"); mark = 0 }
    od
}
#endif
#endif

/* ---- the operator */

#if BREAKS
active proctype Breaks() {
end:
    d_step {                                    /* LeaseTransitions.breakLease */
        holder != NOBODY ->
        printf("operator:     breaks token %d\n", token);
        broken = token;
        end_lease()
    }
}
#endif

#if PROMOTES
active proctype Promotion() {
end:
    do
    :: d_step {                                 /* it condemns what the writer that renews holds */
            condemned == 0 && session[holder].opener == 1 ->
            printf("operator:     promotes by force: token %d is condemned\n", token);
            condemned = token
        }
    :: d_step {                                 /* what a leader proposes names the token, so it may be late */
            IS_CONDEMNED(token) && (IS_FENCED(0) || IS_FENCED(1)) ->
            printf("log:          the end of condemned token %d is committed\n", token);
            end_lease();
            witness(grant_by_promotion, holder != NOBODY && writer[0].session != 0 && session[writer[0].session].opener != 0)
        }
    od
}
#endif

#if FAILOVER
active proctype Death() {
end:
    d_step {                                    /* its last renewal is not on its way any more */
        holder == 1 && writer[0].request == NONE && replica[0].newest[1] && replica[1].newest[1] ->
        printf("writer 0:     dies\n");
        isDead = true
    }
}
#endif

#if SECONDS
inline copy_session(to, from) {
    to.opener = from.opener;
    to.waits = from.waits;
    to.version = from.version
}

#define AT_LEAST(least, n)      ((n) < (least) -> (least) : (n))
#ifdef TOKENS_RESET_BY_RESTORE
#define RESTORED_TOKEN          backupLastToken
#else
#define RESTORED_TOKEN          AT_LEAST(second * PER_SECOND, backupLastToken)
#endif
#define RESTORED_SESSION        AT_LEAST(second * PER_SECOND, backupLastSession)

active proctype Operator() {
    byte s;

end:
    do
    :: d_step {
            second < SECONDS ->
            second++;
            spent = 0;
            printf("wall clock:   second %d\n", second)
        }
    :: d_step {
            !isLost && !hasBackup ->
            printf("operator:     takes a backup: token %d of %d, session %d\n", token, lastToken, holder);
            for (s : 1 .. SESSIONS) {
                copy_session(backupSession[s], session[s])
            }
            s = 0;
            backupHolder = holder;
            backupToken = token;
            backupLastToken = lastToken;
            backupLastSession = lastSession;
            backupRestoredAt = restoredAt;
            backupSecond = second;
            hasBackup = true
        }
    :: d_step {
            !isLost && hasBackup ->
            printf("operator:     the cluster is lost\n");
            isLost = true;
            waitLeft = (TIMED -> RESTORE_WAIT : 0);
            for (s : 0 .. WRITERS - 1) {
                writer[s].granted = 0
            }
            s = 0
        }
    :: d_step {                                 /* RestoreRule.continueAt, with its two refusals */
            isLost && waitLeft == 0 && second >= backupSecond && second > backupRestoredAt && second != lastRestore ->
            printf("operator:     restores the backup\n");
            witness(restored_holder_is_older, backupToken != 0 && backupToken < newestGrant);
            witness(backup_restored_twice, lastRestore != 255);
            isLost = false;
            lastRestore = second;
            restoredAt = second;
            spent = 0;
            holder = backupHolder;
            token = backupToken;
            lastToken = RESTORED_TOKEN;
            lastSession = RESTORED_SESSION;
            for (s : 1 .. SESSIONS) {
                copy_session(session[s], backupSession[s]);
                session[s].version = AT_LEAST((session[s].opener != 0) * second * VERSION_FLOOR, session[s].version);
                replica[0].noted[s] = session[s].opener != 0;
                replica[0].newest[s] = session[s].opener != 0;
                replica[0].silenceLeft[s] = (session[s].opener != 0 && s <= WATCHED -> SILENCE : 0)
            }
            s = 0;
            proposed = 0;
            outdated = false
        }
    od
}
#endif

init {
    byte n;
    byte s;

    atomic {
#if !BREAKS                                     /* there nobody expires */
        for (n : 0 .. REPLICAS - 1) {
#if TIMED
            run Leadership(n);
#endif
            for (s : 1 .. WATCHED) {
                run Notes(n, s)
            }
        }
#endif
#if WRITES
        for (n : 0 .. WRITERS - 1) {
            run Storage(n)
        }
#endif
#if TIMED
#ifdef ONE_RATE
        run Tick(ONE_RATE);
#else
        for (n : 0 .. (1 << MACHINES) - 1) {
            run Tick(n)
        }
#endif
#endif
        n = 0;
        s = 0
    }
}
