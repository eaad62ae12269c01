-- Topics, subjects, questions and their numbered revisions. A revision and its parts never change, so that an attempt
-- always refers to what the learner saw.

CREATE DOMAIN slug AS text CHECK (VALUE ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(VALUE) <= 64);

-- One row. Whoever writes to the catalog updates it first: its lock makes writes one after another, so change numbers
-- become visible in their order and a reader of "changes after n" skips nothing.
CREATE TABLE catalog_state (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    last_change bigint NOT NULL DEFAULT 0,
    bank_digest text
);
INSERT INTO catalog_state DEFAULT VALUES;

CREATE TABLE topic (
    slug        slug PRIMARY KEY,
    name        text NOT NULL UNIQUE CHECK (name <> ''),
    description text NOT NULL CHECK (description <> '')
);

CREATE TABLE subject (
    slug  slug PRIMARY KEY,
    title text NOT NULL CHECK (title <> ''),
    kind  text NOT NULL CHECK (kind IN ('knowledge', 'design', 'experience', 'opinion'))
);

CREATE TABLE question (
    slug          slug PRIMARY KEY,
    subject       slug NOT NULL REFERENCES subject,
    status        text NOT NULL CHECK (status IN ('draft', 'published', 'retired')),
    latest        int NOT NULL,            -- number of the newest revision
    published     int,                     -- number of the revision learners see, unless retired
    bank_revision int,                     -- number of the revision made from the packaged bank
    change        bigint NOT NULL UNIQUE,  -- number of the last write to this question
    search        tsvector,                -- what learners may find it by; null unless they can see it
    CHECK (published <= latest),
    CHECK (CASE status WHEN 'published' THEN published IS NOT DISTINCT FROM latest
                       WHEN 'draft' THEN published IS DISTINCT FROM latest
                       ELSE true END)
);
-- Pages of one subject, by slug. (All questions by slug: the primary key. Changes: the unique index of change.)
CREATE INDEX question_by_subject ON question (subject, slug);
CREATE INDEX question_search ON question USING gin (search);

CREATE SEQUENCE question_revision_id INCREMENT 50;
CREATE TABLE question_revision (
    id           bigint PRIMARY KEY,
    question     slug NOT NULL REFERENCES question,
    number       int NOT NULL CHECK (number > 0),
    type         text NOT NULL CHECK (type IN ('single-choice', 'multiple-choice', 'open')),
    difficulty   int NOT NULL CHECK (difficulty BETWEEN 1 AND 5),
    prompt       text NOT NULL CHECK (prompt <> ''),
    answer       text NOT NULL CHECK (answer <> ''),   -- explanation of a choice question, model answer of an open one
    created_at   timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz,                          -- when learners first saw it; null: never
    UNIQUE (question, number)
);
ALTER TABLE question
    ADD FOREIGN KEY (slug, latest) REFERENCES question_revision (question, number) DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (slug, published) REFERENCES question_revision (question, number) DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (slug, bank_revision) REFERENCES question_revision (question, number) DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE revision_topic (
    revision_id bigint NOT NULL REFERENCES question_revision,
    position    int NOT NULL CHECK (position >= 0),    -- 0 is the primary topic
    topic       slug NOT NULL REFERENCES topic,
    PRIMARY KEY (revision_id, position),
    UNIQUE (revision_id, topic)
);
-- Questions of one topic.
CREATE INDEX revision_by_topic ON revision_topic (topic, revision_id);

CREATE TABLE revision_hint (
    revision_id bigint NOT NULL REFERENCES question_revision,
    position    int NOT NULL CHECK (position >= 0),
    text        text NOT NULL CHECK (text <> ''),
    PRIMARY KEY (revision_id, position)
);

CREATE TABLE revision_choice (
    revision_id bigint NOT NULL REFERENCES question_revision,
    position    int NOT NULL CHECK (position >= 0),
    choice      slug NOT NULL,
    text        text NOT NULL CHECK (text <> ''),
    correct     boolean NOT NULL,
    reason      text NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (revision_id, position),
    UNIQUE (revision_id, choice)
);

CREATE TABLE revision_key_point (
    revision_id bigint NOT NULL REFERENCES question_revision,
    position    int NOT NULL CHECK (position >= 0),
    key_point   slug NOT NULL,
    weight      int NOT NULL CHECK (weight BETWEEN 1 AND 3),
    text        text NOT NULL CHECK (text <> ''),
    PRIMARY KEY (revision_id, position),
    UNIQUE (revision_id, key_point)
);

-- A revision is whole when its transaction commits.
CREATE FUNCTION check_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    choices int := (SELECT count(*) FROM revision_choice WHERE revision_id = NEW.id);
    correct int := (SELECT count(*) FROM revision_choice c WHERE revision_id = NEW.id AND c.correct);
    points  int := (SELECT count(*) FROM revision_key_point WHERE revision_id = NEW.id);
BEGIN
    IF NOT EXISTS (SELECT FROM revision_topic WHERE revision_id = NEW.id AND position = 0)
       OR NOT (CASE NEW.type WHEN 'single-choice' THEN points = 0 AND correct = 1 AND choices > 1
                             WHEN 'multiple-choice' THEN points = 0 AND correct BETWEEN 1 AND choices - 1
                             ELSE points BETWEEN 4 AND 8 AND choices = 0 END) THEN
        RAISE 'revision % of question % is not whole', NEW.number, NEW.question USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER whole AFTER INSERT ON question_revision DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION check_revision();

-- Nothing of a revision changes later but the time of its publication, which isn't among these columns.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE 'revisions of questions are immutable' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER immutable
    BEFORE DELETE OR UPDATE OF id, question, number, type, difficulty, prompt, answer, created_at ON question_revision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A part is written by the transaction that wrote its revision, and by no later one.
CREATE FUNCTION check_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM question_revision WHERE id = NEW.revision_id AND xmin = pg_current_xact_id()::xid) THEN
        RAISE 'revisions of questions are immutable' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON revision_topic FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON revision_hint FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON revision_choice FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON revision_key_point FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER part BEFORE INSERT ON revision_topic FOR EACH ROW EXECUTE FUNCTION check_part();
CREATE TRIGGER part BEFORE INSERT ON revision_hint FOR EACH ROW EXECUTE FUNCTION check_part();
CREATE TRIGGER part BEFORE INSERT ON revision_choice FOR EACH ROW EXECUTE FUNCTION check_part();
CREATE TRIGGER part BEFORE INSERT ON revision_key_point FOR EACH ROW EXECUTE FUNCTION check_part();

-- The search document follows what learners see: the published prompt and the subject's title, never the answer key.
-- At the end of the transaction, when the revision is there; every write to a question sets its change number.
CREATE FUNCTION index_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE question q
       SET search = (SELECT setweight(to_tsvector('english', s.title), 'A') || to_tsvector('english', r.prompt)
                       FROM question_revision r, subject s
                      WHERE r.question = q.slug AND r.number = q.published AND s.slug = q.subject AND q.status <> 'retired')
     WHERE q.slug = NEW.slug;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER indexed AFTER INSERT OR UPDATE OF change ON question DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION index_question();
