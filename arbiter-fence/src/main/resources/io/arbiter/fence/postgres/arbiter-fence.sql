-- Arbiter's guard for PostgreSQL 14 and later, schema version 4.
--
-- Install, or install again, in one transaction:   psql -1 -v ON_ERROR_STOP=1 -f arbiter-fence.sql
--
-- What it promises (docs/guarantees.md, S4): once a transaction that presented token t for a resource has committed,
-- no write to a table guarded for that resource commits with a token below t, at any isolation level, crashes
-- included. What it does not promise: a superuser, the owner of a guarded table or the owner of this schema
-- can switch it off; so can fsync = off, or a failover to a standby that had not yet received the mark.
--
-- How: arbiter.fence holds one row per resource, the mark. Whoever writes shares an advisory lock on it until
-- its transaction ends; whoever raises the mark takes that lock alone, and so waits for every writer before it.
-- (A row lock instead would dirty the row's page and the WAL in every transaction. Two resources whose names
-- hash to the same lock wait for each other's raises, no more.) Under the lock the mark is looked at:
--   * As a rule by the sequence arbiter.generation, which is set to a new random number by every raise, before
--     the raise lets its lock go. Its number is read from the shared buffer itself, whatever snapshot the
--     transaction has: so if it still is what it was when this session last had its token judged, under the
--     lock, no mark has been raised since, and the row need not be read. A raise that is rolled back leaves a
--     new number, too: then the row is read once more. The WAL of the number comes before the raise's commit:
--     a crash that keeps the mark keeps the number.
--   * Else by its row. READ COMMITTED reads it with a snapshot taken after the lock. REPEATABLE READ and
--     SERIALIZABLE have an old snapshot, so they lock the row FOR SHARE, which fails with SQLSTATE 40001 if
--     the mark was raised after the snapshot. (FOR KEY SHARE would not: a raise leaves the key alone.)
--
-- Where: a statement trigger judges each statement by the table that it names. A row trigger judges what reaches a
-- table otherwise: rows that logical replication applies, and writes to a parent of the table.
--
-- Errors: ZA001 stale token, ZA002 a write without an accepted token, ZA003 an attempt to lower or forget a
-- mark, ZA004 a table that is not guarded as it should be, ZA005 a token above the mark from a role that may not
-- raise it, 22023 an argument out of bounds. 40001 and 40P01 mean, as everywhere: repeat the transaction.

DO $install$
DECLARE
    installed integer;
BEGIN
    IF current_setting('server_version_num')::integer < 140000 OR getdatabaseencoding() <> 'UTF8' THEN
        RAISE EXCEPTION 'arbiter needs PostgreSQL 14 or later and encoding UTF8; this is % with %',
            current_setting('server_version'), getdatabaseencoding();
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('arbiter install', 0));  -- two installs at once
    PERFORM set_config('client_min_messages', 'warning', true);  -- "already exists, skipping" is no news
    IF to_regclass('arbiter.schema_version') IS NOT NULL THEN
        SELECT max(version) INTO installed FROM arbiter.schema_version;
        IF installed > 4 THEN
            RAISE EXCEPTION 'schema arbiter has version %, this script is version 4: install with the newer script',
                installed;
        END IF;
    END IF;
END
$install$;

CREATE SCHEMA IF NOT EXISTS arbiter;

CREATE TABLE IF NOT EXISTS arbiter.schema_version (
    version      integer PRIMARY KEY,
    installed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO arbiter.schema_version (version) VALUES (4) ON CONFLICT DO NOTHING;

-- proof is new at every raise and known only to sessions whose token was accepted since: what a session says
-- it carries counts only with it, so that setting the parameter arbiter.carried by hand opens nothing. line
-- is what such a session carries: resources contain neither tab nor newline.
CREATE TABLE IF NOT EXISTS arbiter.fence (
    resource  text COLLATE "C" PRIMARY KEY,
    token     bigint NOT NULL CHECK (token >= 1),
    proof     uuid NOT NULL DEFAULT gen_random_uuid(),
    raised_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    line      text NOT NULL GENERATED ALWAYS AS
        (E'\n' || resource || E'\t' || token::text || E'\t' || proof::text || E'\n') STORED,
    CHECK (octet_length(resource) BETWEEN 1 AND 512),
    CHECK (resource !~ '[\u0001-\u001f\u007f-\u009f]')
);

-- Secret like the proof: who knows it has had a token judged, or is its owner. Not the number of anything.
CREATE SEQUENCE IF NOT EXISTS arbiter.generation;

-- What guard_table was called for, by name: a table that takes the name later is missed if it has no guard.
CREATE TABLE IF NOT EXISTS arbiter.guarded (
    schema_name name,
    table_name  name,
    resource    text COLLATE "C" NOT NULL,
    PRIMARY KEY (schema_name, table_name)
);

-- Tables to which subscriptions may write while the mark of the resource is this token, and no longer.
CREATE TABLE IF NOT EXISTS arbiter.replicated (
    target   regclass PRIMARY KEY,
    resource text COLLATE "C" NOT NULL,
    token    bigint NOT NULL
);

-- No two are alike: 56 random bits, never 0.
CREATE OR REPLACE FUNCTION arbiter.renew_generation() RETURNS bigint
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    SELECT setval('arbiter.generation',
        ('x0' || left(replace(gen_random_uuid()::text, '-', ''), 15))::bit(64)::bigint)
$$;

-- Keeps a mark from going down, even by a slip of its owner's, and makes a raise by hand wait like any other.
CREATE OR REPLACE FUNCTION arbiter.keep_mark() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'a mark must never be forgotten: % of arbiter.fence refused', TG_OP USING ERRCODE = 'ZA003';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(OLD.resource, 0));
    IF NEW.resource <> OLD.resource OR NEW.token < OLD.token THEN
        RAISE EXCEPTION 'a mark must never go down: % for resource % is below %', NEW.token, OLD.resource, OLD.token
            USING ERRCODE = 'ZA003';
    END IF;
    NEW.proof := gen_random_uuid();
    PERFORM arbiter.renew_generation();
    NEW.raised_at := clock_timestamp();
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER keep_mark BEFORE UPDATE OR DELETE ON arbiter.fence
    FOR EACH ROW EXECUTE FUNCTION arbiter.keep_mark();
CREATE OR REPLACE TRIGGER keep_marks BEFORE TRUNCATE ON arbiter.fence
    FOR EACH STATEMENT EXECUTE FUNCTION arbiter.keep_mark();
ALTER TABLE arbiter.fence ENABLE ALWAYS TRIGGER keep_mark;
ALTER TABLE arbiter.fence ENABLE ALWAYS TRIGGER keep_marks;

-- The triggers above have waited for raises of an older version in flight, and hold up all others until this
-- script commits: from here on every raise renews the generation. What was carried before does not count.
DO 'BEGIN PERFORM arbiter.renew_generation(); END';

-- Raises the mark if it is lower; waits for every transaction that shares it. The commit is made durable even
-- where synchronous_commit is off: a mark that a crash could take back would let the stale writer in again.
CREATE OR REPLACE FUNCTION arbiter.raise_mark(guarded text, presented bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF octet_length(guarded) NOT BETWEEN 1 AND 512 OR guarded ~ '[\u0001-\u001f\u007f-\u009f]' THEN
        RAISE EXCEPTION 'resource must be 1 to 512 bytes without control characters' USING ERRCODE = '22023';
    END IF;
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(guarded, 0));
    INSERT INTO arbiter.fence AS f (resource, token) VALUES (guarded, presented)
        ON CONFLICT (resource) DO UPDATE SET token = excluded.token WHERE f.token < excluded.token;
END
$$;

-- Accepts a token at or above the mark, raising it, and shares the mark until the transaction ends; else
-- ZA001. Returns the generation and the mark's line. The first look takes no lock: two transactions that both
-- shared the mark and then both wanted to raise it would deadlock. The look under the lock is the one that
-- decides; after a raise a second turn takes it. Here and below, where every transaction passes: operators and types spelled out are as
-- safe as a search_path of the function's own, and much cheaper; so are few expressions.
CREATE OR REPLACE FUNCTION arbiter.accept(guarded text, presented bigint) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    mark bigint;
    mark_line pg_catalog.text;
    locked boolean;
BEGIN
    IF guarded IS NULL OR presented IS NULL OR presented OPERATOR(pg_catalog.<) 1 THEN
        RAISE EXCEPTION 'a resource and a token of at least 1 are needed, not % and %', guarded, presented
            USING ERRCODE = '22023';
    END IF;
    LOOP
        SELECT f.token INTO mark FROM arbiter.fence f WHERE f.resource OPERATOR(pg_catalog.=) guarded;
        IF mark IS NULL OR mark OPERATOR(pg_catalog.<) presented THEN
            PERFORM arbiter.raise_mark(guarded, presented);
        END IF;
        locked := pg_catalog.pg_advisory_xact_lock_shared(pg_catalog.hashtextextended(guarded, 0)) IS NOT NULL;
        IF pg_catalog.current_setting('transaction_isolation') OPERATOR(pg_catalog.=) 'read committed' THEN
            SELECT f.token, f.line INTO mark, mark_line FROM arbiter.fence f
                WHERE f.resource OPERATOR(pg_catalog.=) guarded;
        ELSE
            SELECT f.token, f.line INTO mark, mark_line FROM arbiter.fence f
                WHERE f.resource OPERATOR(pg_catalog.=) guarded FOR SHARE;
        END IF;
        IF mark OPERATOR(pg_catalog.=) presented THEN
            RETURN pg_catalog.pg_sequence_last_value('arbiter.generation') OPERATOR(pg_catalog.||) mark_line;
        ELSIF mark OPERATOR(pg_catalog.>) presented THEN
            PERFORM arbiter.refuse_stale(guarded, presented, mark);
        END IF;
    END LOOP;
END
$$;

-- The client library reads the numbers out of this message: keep them together.
CREATE OR REPLACE FUNCTION arbiter.refuse_stale(guarded text, presented bigint, highest bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'stale fencing token %: the highest accepted is % for resource %', presented, highest, guarded
        USING ERRCODE = 'ZA001', HINT = 'Another writer has been granted the resource. Stop writing.';
END
$$;

-- What the session carries with the lines of others added to line (a generation, and the line that takes the
-- place of the one for the same resource). Transaction-local values vanish with the transaction, and with a
-- savepoint that is rolled back. Without the generation at its head each line is compared with its row.
CREATE OR REPLACE FUNCTION arbiter.add_line(guarded text, line text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    carried text := current_setting('arbiter.carried', true);
    generation text := split_part(line, E'\n', 1);
    others text[];
BEGIN
    SELECT array_agg(l) INTO others FROM unnest((string_to_array(carried, E'\n'))[2:]) l
        WHERE l <> '' AND split_part(l, E'\t', 1) <> guarded;
    IF cardinality(others) >= 64 THEN
        RAISE EXCEPTION 'a transaction can bind tokens of at most 64 resources' USING ERRCODE = '54000';
    ELSIF others IS NULL THEN
        RETURN line;
    END IF;
    RETURN CASE WHEN split_part(carried, E'\n', 1) = generation THEN generation ELSE '' END
        || E'\n' || array_to_string(others, E'\n\n') || E'\n' || substr(line, strpos(line, E'\n'));
END
$$;

-- Refuses a token above the mark from a role that may not execute arbiter.advance: that is the right to raise marks,
-- and a role without it can only carry tokens that were accepted before. Marks never go down, so what passes here is
-- not above the mark later either. This runs as the owner of the schema; who has called is the role that the session
-- has set, or else the one that logged in, and neither can be set to a role that the login does not belong to.
CREATE OR REPLACE FUNCTION arbiter.require_raise(guarded text, presented bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mark bigint;
    caller name := CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role') END;
BEGIN
    IF has_function_privilege(caller, 'arbiter.advance(text, bigint)', 'EXECUTE') THEN
        RETURN;
    ELSIF current_setting('transaction_isolation') = 'read committed' THEN
        SELECT f.token INTO mark FROM arbiter.fence f WHERE f.resource = guarded;
    ELSE
        SELECT f.token INTO mark FROM arbiter.fence f WHERE f.resource = guarded FOR SHARE;
    END IF;
    IF mark IS NULL OR mark < presented THEN
        RAISE EXCEPTION 'fencing token % is above the mark % of resource %, and % may not raise it',
            presented, coalesce(mark, 0), guarded, caller
            USING ERRCODE = 'ZA005', HINT = 'Let a role with EXECUTE on arbiter.advance raise the mark first.';
    END IF;
END
$$;

-- For callers: judges a token inside the caller's transaction, and carries it to the guarded tables until it
-- ends. What was accepted last is kept in arbiter.known: its token can only be the mark or below it, so the
-- lock can be shared at once, without fear of having to raise; and it is the mark while the generation stands.
CREATE OR REPLACE FUNCTION arbiter.check_token(resource text, token bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    known pg_catalog.text := pg_catalog.current_setting('arbiter.known', true);
    line pg_catalog.text;
    locked boolean;
BEGIN
    IF pg_catalog.strpos(known, E'\n' OPERATOR(pg_catalog.||) resource OPERATOR(pg_catalog.||) E'\t'
            OPERATOR(pg_catalog.||) token::pg_catalog.text OPERATOR(pg_catalog.||) E'\t') OPERATOR(pg_catalog.>) 0 THEN
        locked := pg_catalog.pg_advisory_xact_lock_shared(pg_catalog.hashtextextended(resource, 0)) IS NOT NULL;
        IF pg_catalog.starts_with(known, pg_catalog.pg_sequence_last_value('arbiter.generation')::pg_catalog.text
                OPERATOR(pg_catalog.||) E'\n') THEN
            line := known;
        END IF;
    END IF;
    IF line IS NULL THEN
        PERFORM arbiter.require_raise(resource, token);
        line := pg_catalog.set_config('arbiter.known', arbiter.accept(resource, token), false);
    END IF;
    IF pg_catalog.current_setting('arbiter.carried', true) OPERATOR(pg_catalog.<>) '' THEN
        line := arbiter.add_line(resource, line);
    END IF;
    line := pg_catalog.set_config('arbiter.carried', line, true);
    RETURN token;
END
$$;

-- For callers: the same for every later transaction of this session; each of its writes to a guarded table is
-- still judged when it happens.
CREATE OR REPLACE FUNCTION arbiter.bind_token(resource text, token bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    allowed boolean := arbiter.require_raise(resource, token) IS NOT NULL;
    line pg_catalog.text := arbiter.accept(resource, token);
BEGIN
    line := pg_catalog.set_config('arbiter.carried', arbiter.add_line(resource, line), false);
    RETURN token;
END
$$;

-- For callers: this session carries nothing any more. Outside of a transaction block: a rollback would undo it.
CREATE OR REPLACE FUNCTION arbiter.unbind_tokens() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('arbiter.carried', '', false), set_config('arbiter.known', '', false);
END
$$;

-- For callers: raises the mark ahead of the first write, and carries nothing. Who may execute it may raise marks with
-- the other functions, too: grant it to the sidecar's role alone, and writers cannot lock each other out.
CREATE OR REPLACE FUNCTION arbiter.advance(resource text, token bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM arbiter.accept(resource, token);
    RETURN token;
END
$$;

-- For callers: the mark, or 0. Good for a look, not for a decision: it may rise at once.
CREATE OR REPLACE FUNCTION arbiter.highest(resource text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((SELECT f.token FROM arbiter.fence f WHERE f.resource = highest.resource), 0)
$$;

-- The trigger on guarded tables. It trusts nothing that the session says: what it carries must begin with the
-- generation, or hold the mark's own line. STABLE spares a snapshot for each expression; none of them looks at a row.
CREATE OR REPLACE FUNCTION arbiter.guard_write() RETURNS trigger
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    carried pg_catalog.text := pg_catalog.current_setting('arbiter.carried', true);
    passed boolean := pg_catalog.pg_advisory_xact_lock_shared(pg_catalog.hashtextextended(TG_ARGV[0], 0)) IS NOT NULL;
BEGIN
    passed := pg_catalog.starts_with(carried, pg_catalog.pg_sequence_last_value('arbiter.generation')::pg_catalog.text
            OPERATOR(pg_catalog.||) E'\n')
        AND pg_catalog.strpos(carried, E'\n' OPERATOR(pg_catalog.||) TG_ARGV[0] OPERATOR(pg_catalog.||) E'\t')
            OPERATOR(pg_catalog.>) 0;
    IF passed IS NOT TRUE THEN
        passed := arbiter.judge_write(TG_RELID, TG_ARGV[0], carried);
    END IF;
    IF TG_LEVEL OPERATOR(pg_catalog.=) 'ROW' THEN
        RETURN CASE WHEN TG_OP OPERATOR(pg_catalog.=) 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RETURN NULL;
END
$$;

-- Compares what is carried with the mark itself, with the lock on it shared; returns true or refuses. VOLATILE, so
-- that its snapshot is newer than the lock: that of the write is not, if the lock had to be waited for.
CREATE OR REPLACE FUNCTION arbiter.judge_write(target regclass, guarded text, carried text) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF pg_catalog.current_setting('transaction_isolation') OPERATOR(pg_catalog.=) 'read committed' THEN
        PERFORM FROM arbiter.fence f WHERE f.resource OPERATOR(pg_catalog.=) guarded
            AND pg_catalog.strpos(carried, f.line) OPERATOR(pg_catalog.>) 0;
    ELSE
        PERFORM FROM arbiter.fence f WHERE f.resource OPERATOR(pg_catalog.=) guarded
            AND pg_catalog.strpos(carried, f.line) OPERATOR(pg_catalog.>) 0
            FOR SHARE;
    END IF;
    IF NOT FOUND AND NOT arbiter.may_apply(target, guarded) THEN
        PERFORM arbiter.refuse_write(target, guarded);
    END IF;
    RETURN true;
END
$$;

-- Whether this is the worker of a subscription, and the table was opened to it under the token that is the mark. The
-- mark is looked at as above. The number of the process is the one thing here that no session can pretend.
CREATE OR REPLACE FUNCTION arbiter.may_apply(target regclass, guarded text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_stat_get_subscription(NULL) s WHERE s.pid = pg_backend_pid()) THEN
        RETURN false;
    END IF;
    IF current_setting('transaction_isolation') = 'read committed' THEN
        PERFORM FROM arbiter.fence f JOIN arbiter.replicated r ON r.resource = f.resource AND r.token = f.token
            WHERE r.target = may_apply.target AND r.resource = guarded;
    ELSE
        PERFORM FROM arbiter.fence f JOIN arbiter.replicated r ON r.resource = f.resource AND r.token = f.token
            WHERE r.target = may_apply.target AND r.resource = guarded FOR SHARE OF f;
    END IF;
    RETURN FOUND;
END
$$;

-- Refuses always; says why as well as it can. A token that is below the mark is called stale even if its
-- proof is forged: it is stale in any case.
CREATE OR REPLACE FUNCTION arbiter.refuse_write(target regclass, guarded text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    said text := substring(split_part(current_setting('arbiter.carried', true), E'\n' || guarded || E'\t', 2)
        FROM '^[0-9]{1,19}');
    mark bigint := (SELECT f.token FROM arbiter.fence f WHERE f.resource = guarded);
BEGIN
    IF said::numeric < mark THEN
        PERFORM arbiter.refuse_stale(guarded, said::bigint, mark);
    END IF;
    RAISE EXCEPTION 'table % is guarded: this transaction carries no accepted fencing token for resource %',
        target, guarded
        USING ERRCODE = 'ZA002', HINT = CASE WHEN current_setting('session_replication_role') = 'replica'
            THEN 'Rows of a subscription need arbiter.allow_replication(table, token); a higher token ends it.'
            ELSE 'Call arbiter.check_token(resource, token) first, in the same transaction.' END;
END
$$;

-- A table and everything below it: partitions and inheriting tables can be written to by their own names. Not
-- temporary ones: they belong to one session, and nobody else sees their rows.
CREATE OR REPLACE FUNCTION arbiter.family(target regclass) RETURNS SETOF regclass
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE member(relid) AS (
        SELECT target::oid
        UNION
        SELECT i.inhrelid FROM pg_inherits i JOIN member m ON i.inhparent = m.relid
            JOIN pg_class c ON c.oid = i.inhrelid AND c.relpersistence <> 't'
    )
    SELECT relid::regclass FROM member
$$;

-- A guard's triggers that judge all kinds of statements, or of rows. Any other does not count.
CREATE OR REPLACE VIEW arbiter.guard_triggers AS
    SELECT t.tgrelid AS target,
           convert_from(substr(t.tgargs, 1, length(t.tgargs) - 1), 'UTF8') COLLATE "C" AS resource,
           t.tgtype = 62 AS statements,
           t.tgtype IN (29, 31) AS rows,
           t.tgenabled = 'A' AS always,
           t.tgenabled = 'R' AS replica
    FROM pg_trigger t
    WHERE t.tgfoid = 'arbiter.guard_write'::regproc AND t.tgqual IS NULL AND t.tgattr = '';

-- What is wrong with the guard of a table, or null. A table with a parent is written to through that, too.
CREATE OR REPLACE FUNCTION arbiter.guard_fault(relid regclass, guarded text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN c.relkind NOT IN ('r', 'p') THEN 'not an ordinary table: guard it where its rows lie'
        WHEN g.statements IS NOT TRUE THEN 'no guard'
        WHEN g.off THEN 'switched off'
        WHEN g.rows IS NOT TRUE OR NOT g.rows_always
            AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = relid) THEN 'rows are not guarded'
        END
    FROM pg_class c LEFT JOIN (
        SELECT t.target, bool_or(statements) AS statements, bool_or(rows) AS rows, bool_or(rows AND always) AS rows_always,
            bool_or(NOT always AND NOT (rows AND replica)) AS off
        FROM arbiter.guard_triggers t WHERE t.resource = guarded GROUP BY t.target
    ) g ON g.target = c.oid
    WHERE c.oid = relid
$$;

-- For operators: each table that is or should be guarded, for what, and what is wrong with its guard: tables that
-- have one, tables that have the name of one for which guard_table was called, and whatever is below either.
CREATE OR REPLACE VIEW arbiter.guarded_tables AS
    WITH RECURSIVE own AS (
        SELECT DISTINCT target, resource FROM arbiter.guard_triggers WHERE statements
    ), named AS (
        SELECT to_regclass(format('%I.%I', schema_name, table_name))::oid AS target, resource FROM arbiter.guarded
    ), expected AS (
        SELECT * FROM own
        UNION
        SELECT n.target, n.resource FROM named n JOIN pg_class c ON c.oid = n.target AND c.relkind IN ('r', 'p', 'f')
            WHERE n.target NOT IN (SELECT target FROM own)
        UNION
        SELECT i.inhrelid, e.resource FROM expected e JOIN pg_inherits i ON i.inhparent = e.target
            JOIN pg_class c ON c.oid = i.inhrelid AND c.relpersistence <> 't'
            WHERE i.inhrelid NOT IN (SELECT target FROM own UNION SELECT target FROM named WHERE target IS NOT NULL)
    )
    SELECT e.target::regclass AS guarded_table, e.resource, f.fault IS NULL AS enabled, f.fault,
           CASE WHEN arbiter.highest(e.resource) = r.token THEN r.token END AS replication_token
    FROM expected e CROSS JOIN LATERAL (SELECT arbiter.guard_fault(e.target, e.resource)) f(fault)
        LEFT JOIN arbiter.replicated r ON r.target = e.target AND r.resource = e.resource;

-- For operators and monitoring: how many tables are guarded, or ZA004 if one is not as it should be.
CREATE OR REPLACE FUNCTION arbiter.check_guards() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    faults text := (SELECT string_agg(format('%s, resource %s: %s', guarded_table, resource, fault), '; '
        ORDER BY guarded_table::text) FROM arbiter.guarded_tables WHERE fault IS NOT NULL);
BEGIN
    IF faults IS NOT NULL THEN
        RAISE EXCEPTION 'tables are not guarded as they should be: %', faults USING ERRCODE = 'ZA004',
            HINT = 'Call arbiter.guard_table(table, resource) again, or arbiter.unguard_table(table).';
    END IF;
    RETURN (SELECT count(*) FROM arbiter.guarded_tables);
END
$$;

-- Guards one table, which may have parts of a guard, or one for another resource. The row trigger of a partitioned
-- table is PostgreSQL's to copy to partitions, later ones included. That of a table without a parent fires for
-- replicas only, since statements have named the table and were judged; AFTER, since a BEFORE trigger costs an update
-- a row lock, and COPY its batches, even where it does not fire. The setting tells the event trigger below that these
-- commands are the guard's own.
CREATE OR REPLACE FUNCTION arbiter.guard_member(member regclass, resource text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kind "char" := (SELECT relkind FROM pg_class WHERE oid = member);
    child boolean := EXISTS (SELECT FROM pg_inherits WHERE inhrelid = member);
BEGIN
    IF arbiter.guard_fault(member, resource) IS NULL THEN
        RETURN;
    END IF;
    PERFORM arbiter.require_table(member), arbiter.unguard_member(member), set_config('arbiter.guarding', 'on', true);
    EXECUTE format('CREATE TRIGGER arbiter_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s'
        ' FOR EACH STATEMENT EXECUTE FUNCTION arbiter.guard_write(%L)', member, resource);
    EXECUTE format('ALTER TABLE ONLY %s ENABLE ALWAYS TRIGGER arbiter_guard', member);
    IF arbiter.guard_fault(member, resource) IS NULL THEN
        NULL;  -- A partition, which has its parent's row trigger.
    ELSIF kind = 'p' THEN
        EXECUTE format('CREATE TRIGGER arbiter_guard_row BEFORE INSERT OR UPDATE OR DELETE ON %s'
            ' FOR EACH ROW EXECUTE FUNCTION arbiter.guard_write(%L)', member, resource);
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER arbiter_guard_row', member);
    ELSE
        EXECUTE format('CREATE TRIGGER arbiter_guard_own_row AFTER INSERT OR UPDATE OR DELETE ON %s'
            ' FOR EACH ROW EXECUTE FUNCTION arbiter.guard_write(%L)', member, resource);
        EXECUTE format('ALTER TABLE ONLY %s ENABLE %s TRIGGER arbiter_guard_own_row', member,
            CASE WHEN child THEN 'ALWAYS' ELSE 'REPLICA' END);
    END IF;
    PERFORM set_config('arbiter.guarding', '', true);
END
$$;

-- Takes away what belongs to this table; a trigger that its parent has copied to it stays.
CREATE OR REPLACE FUNCTION arbiter.unguard_member(member regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own name;
BEGIN
    FOR own IN SELECT tgname FROM pg_trigger
            WHERE tgrelid = member AND tgfoid = 'arbiter.guard_write'::regproc AND tgparentid = 0 LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', own, member);
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION arbiter.require_table(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_class WHERE oid = target AND relkind IN ('r', 'p') AND relpersistence <> 't') THEN
        RAISE EXCEPTION '% is not a table that can be guarded: name an ordinary or a partitioned table', target
            USING ERRCODE = '42809';
    END IF;
END
$$;

-- For operators: the table, its partitions and its children refuse every write that carries no current token.
-- Waits for writes in flight. Repeated, it mends what is missing, and changes nothing if nothing is.
CREATE OR REPLACE FUNCTION arbiter.guard_table(target regclass, resource text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    member regclass;
BEGIN
    IF resource IS NULL OR octet_length(resource) NOT BETWEEN 1 AND 512 OR resource ~ '[\u0001-\u001f\u007f-\u009f]' THEN
        RAISE EXCEPTION 'resource must be 1 to 512 bytes without control characters' USING ERRCODE = '22023';
    END IF;
    PERFORM arbiter.require_table(target);
    FOR member IN SELECT arbiter.family(target) LOOP
        PERFORM arbiter.guard_member(member, resource);
    END LOOP;
    INSERT INTO arbiter.guarded AS g
        SELECT relnamespace::regnamespace::name, relname, guard_table.resource FROM pg_class WHERE oid = target
        ON CONFLICT (schema_name, table_name) DO UPDATE SET resource = excluded.resource;
END
$$;

-- For operators: takes the guard away again.
CREATE OR REPLACE FUNCTION arbiter.unguard_table(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    member regclass;
BEGIN
    PERFORM arbiter.require_table(target);
    FOR member IN SELECT arbiter.family(target) LOOP
        PERFORM arbiter.unguard_member(member);
        DELETE FROM arbiter.guarded g USING pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = member AND g.schema_name = n.nspname AND g.table_name = c.relname;
        DELETE FROM arbiter.replicated r WHERE r.target = member;
    END LOOP;
END
$$;

-- For operators: accepts the token of the writer whose rows subscriptions bring, and lets them write to this table
-- (to its partitions and children, too) until a higher token is accepted for the resource here.
CREATE OR REPLACE FUNCTION arbiter.allow_replication(target regclass, token bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    guarded text := (SELECT g.resource FROM arbiter.guarded_tables g WHERE g.guarded_table = target);
BEGIN
    IF guarded IS NULL THEN
        RAISE EXCEPTION 'table % is not guarded: call arbiter.guard_table(table, resource) first', target
            USING ERRCODE = '55000';
    END IF;
    PERFORM arbiter.accept(guarded, token);
    INSERT INTO arbiter.replicated AS r SELECT m, guarded, allow_replication.token FROM arbiter.family(target) m
        ON CONFLICT ON CONSTRAINT replicated_pkey DO UPDATE SET resource = excluded.resource, token = excluded.token;
END
$$;

-- For operators: closes the table to subscriptions again.
CREATE OR REPLACE FUNCTION arbiter.forbid_replication(target regclass) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM arbiter.replicated r WHERE r.target IN (SELECT arbiter.family(forbid_replication.target))
$$;

-- Guards what has no whole guard and should have; what somebody has switched off stays so, to be found. A table of
-- somebody whose tables the owner of this function may not touch is left to check_guards.
CREATE OR REPLACE FUNCTION arbiter.mend_guards() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    lacking record;
BEGIN
    FOR lacking IN SELECT guarded_table, resource FROM arbiter.guarded_tables
            WHERE fault IN ('no guard', 'rows are not guarded') LOOP
        BEGIN
            PERFORM arbiter.guard_member(lacking.guarded_table, lacking.resource);
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE WARNING 'table % is not guarded as it should be: %', lacking.guarded_table, SQLERRM
                USING HINT = 'Call arbiter.guard_table(table, resource) as the owner of the table.';
        END;
    END LOOP;
END
$$;

-- Guards tables that come below a guarded one, or take its name, in the command that makes them.
CREATE OR REPLACE FUNCTION arbiter.guard_new_tables() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_setting('arbiter.guarding', true) IS DISTINCT FROM 'on' AND EXISTS (
            SELECT FROM pg_event_trigger_ddl_commands() c WHERE c.schema_name IS DISTINCT FROM 'pg_temp') THEN
        PERFORM arbiter.mend_guards();
    END IF;
END
$$;

-- Only a superuser may make an event trigger. Without one such tables are found by check_guards.
DO $install$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_event_trigger WHERE evtname = 'arbiter_guard_new_tables') THEN
        CREATE EVENT TRIGGER arbiter_guard_new_tables ON ddl_command_end
            WHEN TAG IN ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'ALTER TABLE')
            EXECUTE FUNCTION arbiter.guard_new_tables();
        ALTER EVENT TRIGGER arbiter_guard_new_tables ENABLE ALWAYS;
    END IF;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'tables made below a guarded one are not guarded by themselves: %', SQLERRM
        USING HINT = 'Install as a superuser, or call arbiter.check_guards() after each change of tables.';
END
$install$;

-- Guards of an older version get what they lack, and are known by name.
DO $install$
BEGIN
    INSERT INTO arbiter.guarded
        SELECT n.nspname, c.relname, g.resource FROM arbiter.guarded_tables g JOIN pg_class c ON c.oid = g.guarded_table
            JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
        ON CONFLICT DO NOTHING;
    PERFORM arbiter.mend_guards();
END
$install$;

-- Nobody may raise a mark who has not been told so (docs/guards.md): a mark set too high locks every writer
-- out.
REVOKE ALL ON ALL TABLES IN SCHEMA arbiter FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA arbiter FROM PUBLIC;
