-- A district's ranking from visit files, for those who have DuckDB at hand:
--
--     duckdb -c "SET VARIABLE files = 'visits/*.json'" -f docs/district.sql
--
-- It folds the entries themselves, as docs/FORMAT.md describes, not the results that the files state; hashes are not checked.
-- It knows forms on which points are added up and people agree or are ruled on (such as yanzhou-2022: 22 items, 80 to qualify).

SET VARIABLE items = coalesce(getvariable('items'), 22);
SET VARIABLE qualified = coalesce(getvariable('qualified'), 80);
SET VARIABLE excellent_share = coalesce(getvariable('excellent_share'), 0.3);

WITH RECURSIVE visits AS (
    -- Typed, so that a file of a thousand schools is read once, not once a school.
    SELECT unnest(map_entries(from_json(content, json_object('visits', 'MAP(VARCHAR, STRUCT(
        rubric STRUCT(id VARCHAR),
        entries STRUCT("by" VARCHAR, seq INTEGER, "at" VARCHAR, kind VARCHAR, body JSON, prev VARCHAR, hash VARCHAR)[]
    ))')).visits), recursive := true)
    FROM read_text(getvariable('files'))
),
-- One copy of each entry, in however many files it stands; the one that has its body.
held AS MATERIALIZED (
    SELECT DISTINCT ON (code, entry.hash)
        code,
        root,
        entry.by AS person,
        entry.seq,
        entry.at::TIMESTAMPTZ AS moment,
        entry.kind,
        entry.body,
        entry.prev,
        entry.hash
    FROM (
        SELECT
            key AS code,
            sha256(format(E'ipc2-visit-v1\n{{"code":"{}","rubric":"{}"}}', key, id)) AS root,
            unnest(entries) AS entry
        FROM visits
    )
    ORDER BY code, entry.hash, entry.body IS NULL
),
-- Without another visit's, which are set aside.
own AS (
    SELECT * FROM held WHERE seq > 1 OR prev = root
),
-- What follows another person's entry, or one that has not the number before, does not count; nor does what follows that.
misplaced AS (
    SELECT entry.code, entry.hash FROM own AS entry JOIN own AS before ON before.code = entry.code AND before.hash = entry.prev
    WHERE before.person <> entry.person OR before.seq <> entry.seq - 1
    UNION
    SELECT entry.code, entry.hash FROM own AS entry JOIN misplaced AS before ON before.code = entry.code AND before.hash = entry.prev
),
entries AS (
    SELECT * FROM own ANTI JOIN misplaced USING (code, hash) WHERE body IS NOT NULL
),
-- The newest word on the school: everybody's last, and of those the last by the clock.
openings AS (
    SELECT code, body, moment, hash FROM entries WHERE kind = 'open'
    QUALIFY rank() OVER (PARTITION BY code, person ORDER BY seq DESC) = 1
),
named AS (
    SELECT code, arg_max(body ->> 'name', (moment, hash)) AS name FROM openings GROUP BY code
),
-- Also where nobody has said what it is called.
schools AS (
    SELECT code, coalesce(name, '') AS name FROM (SELECT DISTINCT code FROM held) LEFT JOIN named USING (code)
),
-- What each person has said of each item; now it is their newest word, two of them where their history forked.
marks AS (
    SELECT
        code,
        person,
        seq,
        kind,
        hash,
        kind = 'ruling' AS ruled,
        CASE WHEN kind = 'claim' OR kind = 'ruling' AND (body ->> 'column') = 'claim' THEN 'claim' ELSE 'score' END AS side,
        body ->> 'item' AS item,
        (body ->> 'points')::DECIMAL(9, 4) AS points,
        from_json(coalesce(body -> 'over', '[]'), '["VARCHAR"]') AS over_
    FROM entries
    WHERE kind IN ('claim', 'score', 'ruling')
),
said AS (
    SELECT * FROM marks
    QUALIFY rank() OVER (PARTITION BY code, kind, side, item, person ORDER BY seq DESC) = 1
),
-- What a ruling has seen of its own item and column no longer counts, another ruling included.
settled AS (
    SELECT DISTINCT code, side, item, unnest(over_) AS hash FROM said WHERE ruled AND points IS NOT NULL
),
-- Nor does the same again from the same person, such as with a note, where a ruling that still counts has seen it.
seen AS (
    SELECT code, side, item, unnest(over_) AS hash FROM said ANTI JOIN settled USING (code, side, item, hash)
    WHERE ruled AND points IS NOT NULL
),
again AS (
    SELECT DISTINCT code, side, item, person, points FROM marks SEMI JOIN seen USING (code, side, item, hash)
    WHERE NOT ruled AND points IS NOT NULL
),
counting AS (
    SELECT said.* FROM said ANTI JOIN settled USING (code, side, item, hash)
    ANTI JOIN again ON NOT said.ruled AND said.code = again.code AND said.side = again.side AND said.item = again.item
        AND said.person = again.person AND said.points = again.points
    WHERE points IS NOT NULL
),
cells AS (
    SELECT code, side, item, min(points) AS low, max(points) AS high FROM counting GROUP BY code, side, item
),
totals AS (
    SELECT
        code,
        sum(low) FILTER (side = 'claim') AS self_check,
        coalesce(sum(low) FILTER (side = 'score'), 0) AS evaluated,
        count(*) FILTER (side = 'score') AS scored,
        count(*) FILTER (low <> high) AS conflicts
    FROM cells GROUP BY code
),
decided AS (
    SELECT
        schools.code,
        schools.name,
        self_check,
        coalesce(evaluated, 0) AS evaluated,
        coalesce(scored, 0) AS scored,
        CASE
            WHEN coalesce(scored, 0) < getvariable('items') OR conflicts > 0 THEN 'undecided'
            WHEN evaluated >= getvariable('qualified') THEN 'qualified'
            ELSE 'not_qualified'
        END AS level
    FROM schools LEFT JOIN totals USING (code)
),
ranked AS (
    SELECT
        *,
        CASE WHEN level <> 'undecided'
            THEN rank() OVER (PARTITION BY level = 'undecided' ORDER BY evaluated DESC) END AS place,
        floor(getvariable('excellent_share') * count(*) OVER ()) AS quota
    FROM decided
)
-- Excellent are the qualified whose whole tie fits within the quota.
SELECT
    place AS rank,
    code,
    name,
    self_check::DOUBLE AS self_check,
    evaluated::DOUBLE AS evaluated,
    scored,
    CASE
        WHEN level = 'qualified' AND count(*) OVER (PARTITION BY level ORDER BY evaluated DESC) <= quota THEN 'excellent'
        ELSE level
    END AS level
FROM ranked
ORDER BY place NULLS LAST, code;
