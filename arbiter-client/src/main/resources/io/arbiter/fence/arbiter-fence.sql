-- Arbiter's guard for PostgreSQL 14 and later, schema version 2.
--
-- Install, or install again, in one transaction:   psql -1 -v ON_ERROR_STOP=1 -f arbiter-fence.sql
--
-- What it promises (DESIGN.md, S4): once a transaction that presented token t for a resource has committed,
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
-- Errors: ZA001 stale token, ZA002 a write without an accepted token, ZA003 an attempt to lower or forget a
-- mark, 22023 an argument out of bounds. 40001 and 40P01 mean, as everywhere: repeat the transaction.

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
        IF installed > 2 THEN
            RAISE EXCEPTION 'schema arbiter has version %, this script is version 2: install with the newer script',
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
INSERT INTO arbiter.schema_version (version) VALUES (2) ON CONFLICT DO NOTHING;

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
        RAISE EXCEPTION 'a transaction can carry tokens of at most 64 resources' USING ERRCODE = '54000';
    ELSIF others IS NULL THEN
        RETURN line;
    END IF;
    RETURN CASE WHEN split_part(carried, E'\n', 1) = generation THEN generation ELSE '' END
        || E'\n' || array_to_string(others, E'\n\n') || E'\n' || substr(line, strpos(line, E'\n'));
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
CREATE OR REPLACE FUNCTION arbiter.carry_token(resource text, token bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    line pg_catalog.text := arbiter.accept(resource, token);
BEGIN
    line := pg_catalog.set_config('arbiter.carried', arbiter.add_line(resource, line), false);
    RETURN token;
END
$$;

-- For callers: raises the mark ahead of the first write, and carries nothing.
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
    IF NOT FOUND THEN
        PERFORM arbiter.refuse_write(target, guarded);
    END IF;
    RETURN true;
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
        USING ERRCODE = 'ZA002', HINT = 'Call arbiter.check_token(resource, token) first, in the same transaction.';
END
$$;

-- For operators: the table, its partitions and its children refuse every write that carries no current token.
-- Waits for writes in flight. Fires under session_replication_role = replica, too. A row trigger on a
-- partitioned table reaches partitions that are attached later; run this again after attaching one, so that
-- its TRUNCATE is guarded as well.
CREATE OR REPLACE FUNCTION arbiter.guard_table(target regclass, resource text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    member regclass;
BEGIN
    IF resource IS NULL OR octet_length(resource) NOT BETWEEN 1 AND 512 OR resource ~ '[\u0001-\u001f\u007f-\u009f]' THEN
        RAISE EXCEPTION 'resource must be 1 to 512 bytes without control characters' USING ERRCODE = '22023';
    END IF;
    PERFORM arbiter.unguard_table(target);
    FOR member IN SELECT arbiter.family(target) LOOP
        EXECUTE format('CREATE TRIGGER arbiter_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION arbiter.guard_write(%L)', member, resource);
        EXECUTE format('ALTER TABLE ONLY %s ENABLE ALWAYS TRIGGER arbiter_guard', member);
    END LOOP;
    IF (SELECT relkind = 'p' FROM pg_class WHERE oid = target) THEN
        EXECUTE format('CREATE TRIGGER arbiter_guard_row BEFORE INSERT OR UPDATE OR DELETE ON %s'
            ' FOR EACH ROW EXECUTE FUNCTION arbiter.guard_write(%L)', target, resource);
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER arbiter_guard_row', target);
    END IF;
END
$$;

-- For operators: takes the guard away again.
CREATE OR REPLACE FUNCTION arbiter.unguard_table(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
DECLARE
    member regclass;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_class WHERE oid = target AND relkind IN ('r', 'p')) THEN
        RAISE EXCEPTION '% is not a table that can be guarded: name an ordinary or a partitioned table', target
            USING ERRCODE = '42809';
    END IF;
    IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = target AND tgname = 'arbiter_guard_row' AND tgparentid = 0) THEN
        EXECUTE format('DROP TRIGGER arbiter_guard_row ON %s', target);
    END IF;
    FOR member IN SELECT arbiter.family(target) LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS arbiter_guard ON %s', member);
    END LOOP;
END
$$;

-- A table and everything below it: partitions and inheriting tables can be written to by their own names.
CREATE OR REPLACE FUNCTION arbiter.family(target regclass) RETURNS SETOF regclass
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE member(relid) AS (
        SELECT target::oid
        UNION
        SELECT i.inhrelid FROM pg_inherits i JOIN member m ON i.inhparent = m.relid
    )
    SELECT relid::regclass FROM member
$$;

-- For operators: which tables are guarded, for what, and whether somebody has switched a guard off.
CREATE OR REPLACE VIEW arbiter.guarded_tables AS
    SELECT t.tgrelid::regclass AS guarded_table,
           convert_from(substr(t.tgargs, 1, length(t.tgargs) - 1), 'UTF8') AS resource,
           t.tgenabled = 'A' AS enabled
    FROM pg_trigger t
    WHERE t.tgfoid = 'arbiter.guard_write'::regproc AND t.tgname = 'arbiter_guard';

-- Nobody may raise a mark who has not been told so (docs/guards.md): a mark set too high locks every writer
-- out.
REVOKE ALL ON ALL TABLES IN SCHEMA arbiter FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA arbiter FROM PUBLIC;
