import Model
import SQLKit

/// What is kept of decisions.
///
/// A store of an earlier schema gets empty tables; no event of it needs one of them.
enum DecisionSchema {
    static let statements: [SQL] = (tables + rules + claims).map(SQL.init(text:))

    private static func words<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type
    ) -> String {
        Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    }

    private static let tables = [
        """
        CREATE TABLE decision (
            id TEXT NOT NULL PRIMARY KEY,
            place BIGINT NOT NULL,
            asker TEXT NOT NULL REFERENCES agent (id),
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            thread TEXT NOT NULL,
            desk TEXT NOT NULL,
            fallback TEXT,
            deadline BIGINT,
            delegate TEXT REFERENCES agent (id),
            state TEXT NOT NULL,
            option TEXT,
            decider TEXT,
            note TEXT,
            outcome TEXT,
            reference TEXT CONSTRAINT decision_reference_once UNIQUE,
            asked_at BIGINT NOT NULL,
            settled_at BIGINT,
            announced_at BIGINT,
            changed_at BIGINT NOT NULL,
            escalated_at BIGINT,
            CONSTRAINT decision_kind CHECK (kind IN (\(words(Decision.Kind.self)))),
            CONSTRAINT decision_desk CHECK (desk IN (\(words(Decision.Desk.self)))),
            CONSTRAINT decision_state CHECK (state IN (\(words(DecisionState.Name.self)))),
            CONSTRAINT decision_fallback CHECK ((fallback IS NULL) = (deadline IS NULL)),
            CONSTRAINT decision_settled_when CHECK ((state = 'open') = (settled_at IS NULL)),
            CONSTRAINT decision_chosen CHECK (
                (state IN ('answered', 'defaulted')) = (option IS NOT NULL)
            ),
            CONSTRAINT decision_answered_by CHECK (state <> 'answered' OR decider IS NOT NULL),
            CONSTRAINT decision_in_time CHECK (
                state NOT IN ('answered', 'withdrawn') OR deadline IS NULL OR settled_at < deadline
            ),
            CONSTRAINT decision_default_at_deadline CHECK (
                (state = 'defaulted') = (announced_at IS NOT NULL)
                AND (state <> 'defaulted' OR (
                    fallback IS NOT NULL AND option = fallback AND settled_at = deadline
                    AND announced_at >= deadline
                ))
            ),
            CONSTRAINT decision_withdrawn_why CHECK (state <> 'withdrawn' OR note IS NOT NULL),
            CONSTRAINT decision_recorded CHECK (
                (state = 'recorded') = (outcome IS NOT NULL)
                AND (reference IS NULL OR state = 'recorded')
            )
        )
        """,
        // What waits for an answer, and the next default that is taken.
        "CREATE INDEX decision_waiting ON decision (deadline, place) WHERE state = 'open'",
        // All decisions in order.
        "CREATE INDEX decision_in_order ON decision (place)",
        // What an agent has asked and nobody has answered.
        "CREATE INDEX decision_of_asker ON decision (asker, place) WHERE state = 'open'",
        // What may have to be escalated.
        """
        CREATE INDEX decision_unescalated ON decision (asked_at)
        WHERE escalated_at IS NULL AND state <> 'withdrawn'
        """,
        """
        CREATE TABLE decision_option (
            decision TEXT NOT NULL REFERENCES decision (id),
            position BIGINT NOT NULL,
            name TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (decision, position),
            CONSTRAINT decision_option_once UNIQUE (decision, name)
        )
        """,
        """
        CREATE TABLE decision_task (
            decision TEXT NOT NULL REFERENCES decision (id),
            task TEXT NOT NULL REFERENCES task (key),
            PRIMARY KEY (decision, task)
        )
        """,
        // What a task waits for.
        "CREATE INDEX decision_of_task ON decision_task (task)",
        """
        CREATE TABLE decision_evidence (
            decision TEXT NOT NULL REFERENCES decision (id),
            position BIGINT NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            digest TEXT,
            note TEXT,
            agent TEXT NOT NULL REFERENCES agent (id),
            added_at BIGINT NOT NULL,
            PRIMARY KEY (decision, position),
            CONSTRAINT decision_evidence_kind CHECK (kind IN (\(words(EvidenceLink.Kind.self))))
        )
        """,
    ]

    /// Once and by whom, once more.
    private static let rules = [
        """
        CREATE TRIGGER decision_born_open BEFORE INSERT ON decision
        WHEN NEW.state NOT IN ('open', 'recorded') BEGIN
            SELECT RAISE(ABORT, 'decision_born_open_or_recorded');
        END
        """,
        """
        CREATE TRIGGER decision_settled_once
        BEFORE UPDATE OF state, option, settled_at, delegate, decider ON decision
        WHEN OLD.state <> 'open' BEGIN
            SELECT RAISE(ABORT, 'decision_settled_once');
        END
        """,
        """
        CREATE TRIGGER decision_option_known BEFORE UPDATE OF option ON decision
        WHEN NEW.option IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM decision_option WHERE decision = NEW.id AND name = NEW.option
        ) BEGIN
            SELECT RAISE(ABORT, 'decision_option_known');
        END
        """,
        """
        CREATE TRIGGER decision_answered_by_whom_it_is_for BEFORE UPDATE OF state ON decision
        WHEN NEW.state = 'answered' AND NOT EXISTS (
            SELECT 1 FROM agent WHERE id = NEW.decider AND (
                role = 'founder' OR id = NEW.delegate
                OR (NEW.desk = 'lead' AND role = 'lead' AND id <> NEW.asker)
            )
        ) BEGIN
            SELECT RAISE(ABORT, 'decision_answered_by_whom_it_is_for');
        END
        """,
        """
        CREATE TRIGGER decision_escalated_once BEFORE UPDATE OF escalated_at ON decision
        WHEN OLD.escalated_at IS NOT NULL OR OLD.state = 'withdrawn' OR EXISTS (
            SELECT 1 FROM decision_evidence WHERE decision = NEW.id
        ) BEGIN
            SELECT RAISE(ABORT, 'decision_escalated_once');
        END
        """,
    ]

    private static let claims = [
        """
        CREATE TRIGGER task_claimed_when_decided BEFORE UPDATE OF fence ON task
        WHEN NEW.state = 'claimed' AND NEW.fence > OLD.fence AND EXISTS (
            SELECT 1 FROM decision_task JOIN decision ON decision.id = decision_task.decision
            WHERE decision_task.task = NEW.key AND decision.state = 'open'
        ) BEGIN
            SELECT RAISE(ABORT, 'task_claimed_when_decided');
        END
        """
    ]
}
