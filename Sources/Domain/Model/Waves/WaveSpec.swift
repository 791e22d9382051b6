/// The name of a wave: `Wave-4`.
package struct WaveName: Identifier {
    package static let kind = "the name of a wave"
    package static let rule = IdentifierRule(lengthMax: 60)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The tasks that are opened together, one for each lane, as somebody planned them.
///
/// It is what a spec in TOML says, read and looked at; all that is made of it is made of this.
package struct WaveSpec: Hashable, Sendable {
    package var meta: Meta
    package var outputs: Outputs
    package var exploration: Exploration
    package var direction: Direction
    package var questions: [Question]
    /// In the order of the spec.
    package var lanes: [LaneOrder]

    package init(
        meta: Meta,
        outputs: Outputs,
        exploration: Exploration,
        direction: Direction,
        questions: [Question],
        lanes: [LaneOrder]
    ) {
        self.meta = meta
        self.outputs = outputs
        self.exploration = exploration
        self.direction = direction
        self.questions = questions
        self.lanes = lanes
    }

    /// What the wave is.
    package struct Meta: Hashable, Sendable {
        package var phase: PhaseName
        package var wave: WaveName
        package var window: WindowName
        package var date: String
        /// Who opens it, as documents say it.
        package var authority: String
        /// The wave that it comes after, where the spec says.
        package var follows: WaveName?

        package init(
            phase: PhaseName,
            wave: WaveName,
            window: WindowName,
            date: String,
            authority: String,
            follows: WaveName?
        ) {
            self.phase = phase
            self.wave = wave
            self.window = window
            self.date = date
            self.authority = authority
            self.follows = follows
        }
    }

    /// Where what is made of the spec goes; all paths are relative and stay below their root.
    package struct Outputs: Hashable, Sendable {
        package var checkIns: String
        package var artifacts: String
        package var launchPack: String
        package var exploration: String
        package var guidance: String
        package var status: String
        package var unlock: String
        package var kickOff: String

        package init(
            checkIns: String,
            artifacts: String,
            launchPack: String,
            exploration: String,
            guidance: String,
            status: String,
            unlock: String,
            kickOff: String
        ) {
            self.checkIns = checkIns
            self.artifacts = artifacts
            self.launchPack = launchPack
            self.exploration = exploration
            self.guidance = guidance
            self.status = status
            self.unlock = unlock
            self.kickOff = kickOff
        }
    }

    /// What the plan rests on.
    package struct Exploration: Hashable, Sendable {
        package var sot: [String]
        package var checkIns: [String]
        package var artifacts: [String]
        package var roadmap: [String]
        /// What everybody reads first, in this order.
        package var anchors: [String]
        package var posture: [String]

        package init(
            sot: [String],
            checkIns: [String],
            artifacts: [String],
            roadmap: [String],
            anchors: [String],
            posture: [String]
        ) {
            self.sot = sot
            self.checkIns = checkIns
            self.artifacts = artifacts
            self.roadmap = roadmap
            self.anchors = anchors
            self.posture = posture
        }
    }

    /// What the founder wants of it.
    package struct Direction: Hashable, Sendable {
        package var goal: String
        package var success: [String]
        package var rules: [String]

        package init(goal: String, success: [String], rules: [String]) {
            self.goal = goal
            self.success = success
            self.rules = rules
        }
    }

    /// Something that was to be known before the wave.
    package struct Question: Hashable, Sendable {
        package var id: String
        package var owner: String
        package var status: String
        package var question: String
        package var answer: String
        package var impact: String

        package init(
            id: String,
            owner: String,
            status: String,
            question: String,
            answer: String,
            impact: String
        ) {
            self.id = id
            self.owner = owner
            self.status = status
            self.question = question
            self.answer = answer
            self.impact = impact
        }

        /// Whether nobody has answered it.
        package var isOpen: Bool { status != "answered" || answer.isEmpty }
    }
}

/// What one lane does in a wave.
package struct LaneOrder: Hashable, Sendable {
    package var lane: LaneKey
    package var agent: AgentID
    /// Whether it is the lane that accepts the others' work.
    package var isCanonical: Bool
    package var task: TaskKey
    package var boundaryPath: String
    package var launchPath: String
    package var resumePath: String
    package var todoPath: String
    package var objective: String
    package var scope: String
    package var allowedWork: [String]
    package var mustNot: [String]
    /// As the spec has them: some below the root of a repository, some absolute.
    package var evidence: [String]
    /// What `sh` can run.
    package var checks: [String]
    /// What is to be looked at by somebody.
    package var manualChecks: [String]
    package var readPaths: [String]
    package var completionArtifact: String
    package var steps: [String]
    package var dependencies: [TaskKey]
    /// What the task may change, by paths of its repository.
    package var inScope: [String]
    /// The evidence as the lane's repository has it.
    package var evidenceInRepository: [String]
    /// The line of the spec that the lane begins on.
    package var line: Int

    package init(
        lane: LaneKey,
        agent: AgentID,
        isCanonical: Bool,
        task: TaskKey,
        boundaryPath: String,
        launchPath: String,
        resumePath: String,
        todoPath: String,
        objective: String,
        scope: String,
        allowedWork: [String],
        mustNot: [String],
        evidence: [String],
        checks: [String],
        manualChecks: [String],
        readPaths: [String],
        completionArtifact: String,
        steps: [String],
        dependencies: [TaskKey],
        inScope: [String],
        evidenceInRepository: [String],
        line: Int
    ) {
        self.lane = lane
        self.agent = agent
        self.isCanonical = isCanonical
        self.task = task
        self.boundaryPath = boundaryPath
        self.launchPath = launchPath
        self.resumePath = resumePath
        self.todoPath = todoPath
        self.objective = objective
        self.scope = scope
        self.allowedWork = allowedWork
        self.mustNot = mustNot
        self.evidence = evidence
        self.checks = checks
        self.manualChecks = manualChecks
        self.readPaths = readPaths
        self.completionArtifact = completionArtifact
        self.steps = steps
        self.dependencies = dependencies
        self.inScope = inScope
        self.evidenceInRepository = evidenceInRepository
        self.line = line
    }
}
