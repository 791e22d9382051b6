import Documents
import Model
import ReportKit
import Store

/// How a worktree of a run stands, as git sees it.
package struct RunWorktree: Hashable, Sendable {
    package let place: Place
    package let state: State

    /// A worktree of a run by the ledger.
    package struct Place: Hashable, Sendable {
        package let slice: TaskKey
        package let agent: AgentID
        package let path: String

        package init(slice: TaskKey, agent: AgentID, path: String) {
            self.slice = slice
            self.agent = agent
            self.path = path
        }
    }

    /// What is in it.
    package enum State: Hashable, Sendable {
        case clean
        case changed([String])
        case gone
    }

    package init(_ place: Place, _ state: State) {
        (self.place, self.state) = (place, state)
    }
}

/// A commit that a run has accepted, and whether it is on the default branch.
package struct RunCommit: Hashable, Sendable {
    package let place: Place
    /// `nil` where the repository does not have it any more.
    package let isMerged: Bool?

    /// A commit by the ledger.
    package struct Place: Hashable, Sendable {
        package let slice: TaskKey
        package let repository: RepositoryName?
        package let branch: String?
        package let commit: String
    }

    package init(_ place: Place, isMerged: Bool?) {
        (self.place, self.isMerged) = (place, isMerged)
    }
}

extension View {
    /// The worktrees of a run that were made and are not removed.
    package func worktreePlaces(of name: RunName) throws -> [RunWorktree.Place] {
        try RunAccount(of: name, in: self).slices.flatMap { slice in
            try (slice.task.map { try worktrees.worktrees(of: $0.key) } ?? [])
                .filter { $0.state == .made || $0.state == .parked }
                .map { worktree in
                    RunWorktree.Place(
                        slice: slice.key,
                        agent: worktree.plan.agent,
                        path: worktree.plan.path
                    )
                }
        }
    }

    /// The commits of a run that were accepted.
    package func commitPlaces(of name: RunName) throws -> [RunCommit.Place] {
        try RunAccount(of: name, in: self).slices.compactMap { slice in
            slice.accepted.map { accepted in
                RunCommit.Place(
                    slice: slice.key,
                    repository: slice.task?.task.repository,
                    branch: accepted.delivery.branch,
                    commit: accepted.delivery.commit
                )
            }
        }
    }

    /// The last page of a run: how it leaves the worktrees and branches, what is open, and what
    /// comes next.
    package func runHandoff(
        _ name: RunName,
        worktrees: [RunWorktree],
        commits: [RunCommit],
        readiness: [RunReadiness]
    ) throws -> ReportDocument {
        let account = try RunAccount(of: name, in: self)
        let left = worktrees.filter { $0.state != .clean }
        let unmerged = commits.filter { $0.isMerged == false }
        var page = try report("Hand-off of run \(name)", isDated: false)
        page.blocks = [
            .facts(
                account.facts + [
                    ReportFact("worktrees", ReportText(Self.summary(of: worktrees))),
                    ReportFact(
                        "merged",
                        ReportText(
                            "\(commits.count { $0.isMerged == true }) of \(commits.count) commits"
                        )
                    ),
                ]
            )
        ]
        page.sections = [
            ReportSection("Worktrees", [.table(Self.table(of: worktrees))]),
            ReportSection("Branches", [.table(Self.table(of: commits))]),
            ReportSection(
                "Not submitted or merged",
                [
                    .paragraph("Nothing is submitted or merged unless somebody asks for it."),
                    .list(
                        unmerged.map { commit in
                            ReportItem(
                                ReportText(
                                    "\(commit.place.slice) on \(commit.place.branch ?? "no branch"), "
                                )
                                    + .commit(commit.place.commit)
                            )
                        }
                    ),
                ]
            ),
            ReportSection("Follow-ups", [.table(try followUps(of: account))]),
            ReportSection("Readiness", Self.blocks(of: readiness)),
            ReportSection("Unresolved", [.table(account.unresolvedTable(readiness))]),
            ReportSection(
                "Next steps",
                [.list(Self.steps(account, left, unmerged, readiness), isOrdered: true)]
            ),
        ]
        return page
    }

    private static func summary(of worktrees: [RunWorktree]) -> String {
        let clean = worktrees.count { $0.state == .clean }
        return worktrees.isEmpty ? "none" : "\(clean) of \(worktrees.count) clean"
    }

    private static func table(of worktrees: [RunWorktree]) -> ReportTable {
        ReportTable(
            columns: ["worktree", "of", "agent", "state", "files"],
            rows: worktrees.map { worktree in
                let (state, files): (String, [String]) =
                    switch worktree.state {
                    case .clean: ("clean", [])
                    case .changed(let files): ("not clean", files)
                    case .gone: ("gone", [])
                    }
                let more = files.count > 20 ? ", and \(files.count - 20) more" : ""
                return [
                    ReportText(worktree.place.path), ReportText(worktree.place.slice),
                    ReportText(worktree.place.agent), ReportText(state),
                    ReportText(files.prefix(20).joined(separator: ", ") + more),
                ]
            }
        )
    }

    private static func table(of commits: [RunCommit]) -> ReportTable {
        ReportTable(
            columns: ["slice", "branch", "commit", "on the default branch"],
            rows: commits.map { commit in
                let merged: String =
                    switch commit.isMerged {
                    case true?: "yes"
                    case false?: "no"
                    case nil: "it is not in the repository"
                    }
                return [
                    ReportText(commit.place.slice), ReportText(commit.place.branch ?? "none"),
                    .commit(commit.place.commit), ReportText(merged),
                ]
            }
        )
    }

    /// The open follow-ups of the run's thread and of its tasks.
    private func followUps(of account: RunAccount) throws -> ReportTable {
        let thread = account.progress.stored.run.name.text
        let own = Set(account.slices.compactMap { $0.task?.key } + account.slices.map(\.key))
        let open = try followUps.followUps(FollowUpStore.Filter(openOnly: true), limit: 10_000)
            .map(\.followUp)
            .filter { $0.thread.text == thread || $0.task.map(own.contains) == true }
        return ReportTable(
            columns: ["follow-up", "of", "task", "what"],
            rows: open.map {
                [ReportText($0.id), ReportText($0.agent), ReportText($0.task), ReportText($0.text)]
            }
        )
    }

    private static func steps(
        _ account: RunAccount,
        _ left: [RunWorktree],
        _ unmerged: [RunCommit],
        _ readiness: [RunReadiness]
    ) -> [ReportItem] {
        let name = account.progress.stored.run.name
        var steps: [ReportText] = []
        switch account.progress.stored.run.state {
        case .drafted, .approved: steps.append(.command("run start \(name)"))
        case .running: steps.append(.command("run status \(name)"))
        case .paused(_, let reason):
            steps.append(ReportText("It is paused: \(reason) ") + .command("run resume \(name)"))
        case .finished, .cancelled: break
        }
        for stored in account.decisions where stored.decision.state == .open {
            steps.append(
                ReportText("A founder answers \(stored.decision.id): ")
                    + .command("decision show \(stored.decision.id)")
            )
        }
        for worktree in left {
            switch worktree.state {
            case .clean: break
            case .changed:
                steps.append(ReportText("Commit or park what is in \(worktree.place.path)."))
            case .gone:
                steps.append(
                    ReportText("Note that \(worktree.place.path) is gone: ")
                        + .command("doctor")
                )
            }
        }
        for said in readiness {
            for blocker in said.document?.blockers ?? [] {
                steps.append(ReportText("\(blocker.owner): \(blocker.text)"))
            }
            if said.document?.verdict == nil {
                steps.append(
                    ReportText("Say in \(said.place.path ?? "a document") whether it is ready.")
                )
            }
        }
        if !unmerged.isEmpty {
            steps.append(
                ReportText(
                    "Decide on \(unmerged.count.counted("commit")) that nobody has merged."
                )
            )
        }
        if steps.isEmpty { steps.append("Nothing.") }
        return steps.map { ReportItem($0) }
    }
}
