import Documents
import Engine
import Model
import Operations
import Store

extension LocalCaller {
    private var lines: GitLines { GitLines(program: git) }

    func provideReviews(_ provider: inout OperationProvider) {
        provider.provide(StartReview.self) { [unowned self] input, context in
            let request = try request(StartReview.self, input, context, right: nil)
            let changed = try await open().engine.startReview(
                ReviewOrder(
                    task: input.task,
                    repository: input.repository,
                    revision: input.revision,
                    base: input.base,
                    path: surroundings.absolute(input.path),
                    slice: input.slice
                ),
                focus: input.focus,
                request,
                history: lines,
                encode: { ReviewLine($0).json }
            )
            return try reply(changed) { ReviewLine($0) }
        }
        provider.read(ListReviews.self, self) { view, input in
            let isOpen = input.open ? true : nil as Bool?
            let stored = try view.reviews.reviews(
                of: input.task,
                isOpen: isOpen,
                limit: input.limit
            )
            let lines = try stored.map {
                ReviewLine($0, try view.findings.findings(of: $0.review.id))
            }
            return Page(lines, total: try view.reviews.count(of: input.task, isOpen: isOpen))
        }
        provider.provide(ShowReview.self) { [unowned self] input, context in
            let followed = try followed(input.review, at: input.at)
            return try read(ShowReview.self, context) { _ in ReviewReport(followed) }
        }
        provider.provide(TakeUpReview.self) { [unowned self] input, context in
            let request = try request(TakeUpReview.self, input, context, right: nil)
            let changed = try await open().engine.takeUpReview(
                input.review,
                revision: input.revision,
                path: surroundings.absolute(input.path),
                reopening: input.reopen,
                request,
                history: lines,
                encode: { ReviewLine($0).json }
            )
            return try reply(changed) { ReviewLine($0) }
        }
        provider.change(CloseReview.self, self, right: nil) { change, input in
            ReviewLine(try change.reviews.close(input.review, note: input.note))
        }
        provider.change(AbandonReview.self, self, right: nil) { change, input in
            ReviewLine(try change.reviews.abandon(input.review, because: input.reason))
        }
        provider.provide(ExportReview.self) { [unowned self] input, context in
            let followed = try followed(input.review, at: input.at)
            return try read(ExportReview.self, context) { _ in ReviewExport(followed) }
        }
    }

    func provideFindings(_ provider: inout OperationProvider) {
        provider.provide(AddFinding.self) { [unowned self] input, context in
            let request = try request(AddFinding.self, input, context, right: nil)
            let changed = try await open().engine.addFinding(
                ReportedFinding(
                    severity: input.severity,
                    text: input.text,
                    place: input.place.map { AnchorPlace($0) },
                    tool: "review"
                ),
                to: input.review,
                owner: input.owner,
                request,
                history: lines,
                encode: { ReviewedFinding($0).json }
            )
            return try reply(changed) { ReviewedFinding($0) }
        }
        provider.read(ListFindings.self, self) { view, input in
            var filter = FindingStore.Filter()
            (filter.finding, filter.review) = (input.finding, input.review)
            filter.owner = input.owner
            filter.severity = input.severity
            filter.states = input.all ? [] : [.open, .disputed]
            return Page(
                try view.findings.findings(filter, limit: input.limit).map {
                    ReviewedFinding($0)
                },
                total: try view.findings.count(filter)
            )
        }
        provider.provide(FixFinding.self) { [unowned self] input, context in
            let request = try request(FixFinding.self, input, context, right: .work)
            let changed = try await open().engine.fixFinding(
                input.finding,
                revision: input.revision,
                path: surroundings.absolute(input.path),
                request,
                history: lines,
                encode: { ReviewedFinding($0).json }
            )
            return try reply(changed) { ReviewedFinding($0) }
        }
        provider.change(DisputeFinding.self, self, right: nil) { change, input in
            ReviewedFinding(try change.reviews.dispute(input.finding, because: input.reason))
        }
        provider.change(AcceptFinding.self, self, right: nil) { change, input in
            ReviewedFinding(
                try change.reviews.accept(
                    input.finding,
                    owner: input.owner,
                    task: input.task,
                    because: input.reason
                )
            )
        }
        provider.provide(ImportFindings.self) { [unowned self] input, context in
            let request = try request(ImportFindings.self, input, context, right: nil)
            let engine = try open().engine
            let log = try reports(of: input, engine)
            let changed = try await engine.takeReports(
                log.findings,
                into: input.review,
                owner: input.owner,
                request,
                history: lines,
                encode: { ImportReport($0, log).json }
            )
            return try reply(changed) { ImportReport($0, log) }
        }
    }

    /// What is to be taken in: of the log, or of the run of gates.
    private func reports(
        of input: ImportFindings.Input,
        _ engine: WorkspaceEngine
    ) throws -> SARIFReader.Log {
        switch (input.log, input.run) {
        case (let text?, nil):
            let root = try engine.read { view in
                try view.repository(named: view.review(input.review).repository).path
            }
            return try SARIFReader(root: root).read(text)
        case (nil, let run?):
            return try engine.read { view in
                let review = try view.review(input.review)
                return SARIFReader.Log(
                    findings: try view.reports(of: run, on: review.round.commit)
                )
            }
        case (nil, nil), (_?, _?): throw FindingError.noReports
        }
    }

    private func followed(_ id: ReviewID, at revision: String?) throws -> FollowedReview {
        try open().engine.followedReview(id, at: revision, history: lines)
    }
}
