// What SQLite itself gives for durable claims: the statements of a claim's transaction in a loop,
// prepared once, without anything around them.
//
//     cloop STORE CLAIMS GROUP    claims the tasks C-0, C-1 ... of a store that `bench ready` made,
//                                 GROUP of them in each commit; prints claims a second
//
// The statements and their order are those that the program runs for the first claim of a task
// (ClaimEngine, LedgerStore, TaskStore, ClaimStore, ReservationStore): who changes them there
// changes them here. The values have the same sizes; nothing is computed, hashed or checked.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *database;

static void require(int outcome, int wanted) {
    if (outcome != wanted) {
        fprintf(stderr, "cloop: %s\n", sqlite3_errmsg(database));
        exit(1);
    }
}

static void run(const char *text) {
    require(sqlite3_exec(database, text, NULL, NULL, NULL), SQLITE_OK);
}

static sqlite3_stmt *prepare(const char *text) {
    sqlite3_stmt *statement;
    require(
        sqlite3_prepare_v3(database, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL),
        SQLITE_OK
    );
    return statement;
}

// Parameters are bound in their order: `text`, `number` and `none` each take the next.
static int next;

static void text(sqlite3_stmt *statement, const char *value) {
    sqlite3_bind_text(statement, ++next, value, -1, SQLITE_TRANSIENT);
}

static void number(sqlite3_stmt *statement, sqlite3_int64 value) {
    sqlite3_bind_int64(statement, ++next, value);
}

static void none(sqlite3_stmt *statement) {
    sqlite3_bind_null(statement, ++next);
}

// Runs the statement to its end and reads each column of its rows; answers with the last number.
static sqlite3_int64 finish(sqlite3_stmt *statement) {
    sqlite3_int64 last = 0;
    int outcome;
    while ((outcome = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int column = 0; column < sqlite3_column_count(statement); column++) {
            switch (sqlite3_column_type(statement, column)) {
            case SQLITE_INTEGER: last = sqlite3_column_int64(statement, column); break;
            case SQLITE_TEXT: sqlite3_column_text(statement, column); break;
            }
        }
    }
    require(outcome, SQLITE_DONE);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    next = 0;
    return last;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static sqlite3_stmt *begin, *commit, *savepoint, *release, *session, *agent, *head, *task, *event,
    *change, *claim, *leave;

static void prepare_all(void) {
    begin = prepare("BEGIN IMMEDIATE");
    commit = prepare("COMMIT");
    savepoint = prepare("SAVEPOINT one");
    release = prepare("RELEASE one");
    session = prepare(
        "SELECT id, agent, worktree, repository, credential, started_at, seen_at, ended_at "
        "FROM session WHERE id = ?1"
    );
    agent = prepare("SELECT id, role, capabilities, retirement FROM agent WHERE id = ?1");
    head = prepare("SELECT coalesce(max(sequence), 0) FROM event");
    task = prepare(
        "SELECT key, title, state, repository, lane, phase, risk, priority, assignee, "
        "packet_revision, packet_digest, fence, attempts, agent, session, until, acknowledged, "
        "delivery, replay, reason, blocker, standing, successor, open_dependencies, created_at, "
        "changed_at, born, revision FROM task WHERE key = ?1"
    );
    event = prepare(
        "INSERT INTO event (sequence, id, time, claimed_time, actor, session, subject_kind, "
        "subject, type, version, data, leaf) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
    );
    change = prepare(
        "UPDATE task SET changed_at = ?1, revision = ?2, until = ?3, acknowledged = ?4, "
        "state = ?5, fence = ?6, attempts = ?7, agent = ?8, session = ?9, delivery = ?10, "
        "replay = ?11, reason = ?12, blocker = ?13, standing = ?14, successor = ?15 "
        "WHERE key = ?16 AND revision = ?17"
    );
    claim = prepare(
        "INSERT INTO claim (task, fence, agent, session, claimed_at) VALUES (?1, ?2, ?3, ?4, ?5)"
    );
    leave = prepare("DELETE FROM waiter WHERE task = ?1 AND agent = ?2");
}

static void claim_one(const char *key, int is_grouped) {
    const sqlite3_int64 now = 1795655438123;
    unsigned char leaf[32];
    sqlite3_randomness(sizeof leaf, leaf);
    if (is_grouped) finish(savepoint);
    text(session, "S-1");
    finish(session);
    text(agent, "founder");
    finish(agent);
    sqlite3_int64 sequence = finish(head) + 1;
    text(task, key);
    sqlite3_int64 revision = finish(task);

    number(event, sequence);
    text(event, "01999a2b-3c4d-7e5f-8a6b-7c8d9e0f1a2b");
    number(event, now);
    none(event);
    text(event, "founder");
    text(event, "S-1");
    text(event, "task");
    text(event, key);
    text(event, "task.claimed");
    number(event, 1);
    text(
        event,
        "{\"agent\":\"founder\",\"expiry\":\"2026-11-26T01:40:38.123Z\",\"fence\":1,"
        "\"session\":\"S-1\"}"
    );
    sqlite3_bind_blob(event, ++next, leaf, sizeof leaf, SQLITE_TRANSIENT);
    finish(event);

    number(change, now);
    number(change, sequence);
    number(change, now + 1800000);
    number(change, 0);
    text(change, "claimed");
    number(change, 1);
    number(change, 0);
    text(change, "founder");
    text(change, "S-1");
    for (int column = 0; column < 6; column++) none(change);
    text(change, key);
    number(change, revision);
    finish(change);
    require(sqlite3_changes(database), 1);

    text(claim, key);
    number(claim, 1);
    text(claim, "founder");
    text(claim, "S-1");
    number(claim, now);
    finish(claim);
    text(leave, key);
    text(leave, "founder");
    finish(leave);
    if (is_grouped) finish(release);
}

int main(int count, char **words) {
    if (count != 4) {
        fprintf(stderr, "cloop STORE CLAIMS GROUP\n");
        return 2;
    }
    int claims = atoi(words[2]), group = atoi(words[3]);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    require(sqlite3_open_v2(words[1], &database, flags, NULL), SQLITE_OK);
    // As Writer and CheckpointSchedule have it for one process that stays.
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA secure_delete = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
        "PRAGMA journal_size_limit = 33554432; PRAGMA wal_autocheckpoint = 1000");
    prepare_all();
    double start = seconds();
    for (int done = 0; done < claims;) {
        finish(begin);
        for (int end = done + group; done < end && done < claims; done++) {
            char key[32];
            snprintf(key, sizeof key, "C-%d", done);
            claim_one(key, group > 1);
        }
        finish(commit);
    }
    printf("%f claims/s\n", claims / (seconds() - start));
    return 0;
}
