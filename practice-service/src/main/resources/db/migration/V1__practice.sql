-- The last-good copy of the catalog: a row per question revision, answer key included, so that a session
-- stays gradable on the revision it was served, whatever the catalog does. Never updated but for 'selectable'.
create table question_copy (
    slug        text     not null,
    revision    integer  not null check (revision >= 1),
    selectable  boolean  not null,
    content     jsonb    not null,
    primary key (slug, revision)
);
-- At most one revision of a question is offered to new sessions.
create unique index question_copy_selectable on question_copy (slug) where selectable;

-- One row: how far the copy has followed the catalog's change feed, and which replica is at it until when.
create table catalog_copy (
    only_row      boolean     primary key default true check (only_row),
    cursor        text,
    refreshed_at  timestamptz not null default '-infinity',
    claimed_until timestamptz not null default '-infinity'
);
insert into catalog_copy default values;

-- A learner's last event number. The row's lock orders the learner's events.
create table learner (
    id            text   primary key check (length(id) between 1 and 128),
    last_sequence bigint not null check (last_sequence >= 1)
);

-- When a learner last met a question: bounded by the bank, so that choosing questions never reads a history.
create table learner_question (
    learner        text        not null,
    slug           text        not null,
    last_served_at timestamptz not null,
    primary key (learner, slug)
);

create table session (
    id             uuid        primary key,
    learner        text        not null check (length(learner) between 1 and 128),
    mode           text        not null check (mode in ('practice')),
    topics         text[]      not null,
    question_count integer     not null check (question_count between 1 and 50),
    created_at     timestamptz not null,
    last_used_at   timestamptz not null,
    finished_at    timestamptz
);
-- A learner's sessions, newest first.
create index session_learner on session (learner, created_at desc, id desc);

create table session_question (
    session_id uuid     not null references session,
    position   smallint not null check (position between 1 and 50),
    slug       text     not null,
    revision   integer  not null,
    served_at  timestamptz,
    hints_used smallint not null default 0 check (hints_used >= 0),
    primary key (session_id, position),
    unique (session_id, slug),
    foreign key (slug, revision) references question_copy
);

create table answer (
    id          uuid        primary key,
    session_id  uuid        not null,
    position    smallint    not null,
    learner     text        not null,
    status      text        not null check (status in ('scored', 'self-assessment-due', 'revealed')),
    choices     text[],
    text        text,
    key_points  text[],
    score       double precision check (score between 0 and 1),
    answered_at timestamptz not null,
    scored_at   timestamptz,
    sequence    bigint check (sequence >= 1),
    -- One answer per question and session, under races too.
    unique (session_id, position),
    foreign key (session_id, position) references session_question,
    check ((status = 'scored') = (score is not null)),
    check ((status = 'self-assessment-due') = (sequence is null)),
    check ((sequence is null) = (scored_at is null))
);

-- Events not yet acknowledged by Kafka; a row goes when it is. 'partition' is the Kafka partition of the learner.
-- Rows of one learner get rising ids under the learner's lock, so id order is sequence order for each learner.
create table outbox (
    partition   smallint    not null check (partition >= 0),
    id          bigint      generated always as identity,
    learner     text        not null,
    sequence    bigint      not null check (sequence >= 1),
    type        text        not null,
    event_id    uuid        not null,
    value       text        not null,
    traceparent text,
    created_at  timestamptz not null,
    primary key (partition, id)
);

-- Which replica publishes a partition. The epoch rises with every change of owner and fences the one before.
create table relay_lease (
    partition  smallint    primary key check (partition >= 0),
    owner      uuid,
    epoch      bigint      not null default 0,
    expires_at timestamptz not null default '-infinity'
);

-- Responses kept for retries with the same Idempotency-Key.
create table idempotency_key (
    learner    text        not null,
    key        text        not null check (length(key) between 1 and 128),
    method     text        not null,
    path       text        not null,
    body_hash  bytea       not null,
    status     smallint    not null,
    location   text,
    body       text        not null,
    created_at timestamptz not null,
    primary key (learner, key)
);
-- For the sweep of keys older than a day.
create index idempotency_key_created on idempotency_key (created_at);
