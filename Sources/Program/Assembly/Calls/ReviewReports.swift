import Commands
import Documents
import Engine
import Model
import Operations
import Store

extension ReviewLine {
    init(_ review: Review, _ findings: [Finding] = []) {
        self.init()
        self.review = review.id
        task = review.task
        delivery = review.round.delivery
        repository = review.repository
        base = review.base
        commit = review.round.commit
        (focus, slice) = (review.focus, review.slice)
        round = review.round.number
        roundsMax = Review.roundsMax
        reviewer = review.reviewer
        authors = review.authors
        let left = findings.filter(\.state.isUnresolved)
        self.findings = findings.count
        unresolved = left.count
        stopping = left.count { $0.severity.mustBeFixed }
        switch review.state {
        case .open: state = "open"
        case .closed(_, let note): (state, self.note) = ("closed", note)
        case .abandoned(_, let reason): (state, note) = ("abandoned", reason)
        }
    }

    init(_ stored: ReviewStore.Stored, _ findings: [Finding]) {
        self.init(stored.review, findings)
        startedAt = stored.startedAt
        closedAt = stored.closedAt
    }
}

extension ReviewedFinding {
    init(_ finding: Finding, _ fate: AnchorFate? = nil) {
        self.init()
        self.finding = finding.id
        review = finding.review
        round = finding.round
        severity = finding.severity
        state = finding.state.name
        owner = finding.owner
        text = finding.text
        if let anchor = finding.anchor {
            path = anchor.place.path
            firstLine = anchor.place.lines?.first
            lastLine = anchor.place.lines?.last
            commit = anchor.commit
            blob = anchor.blob
            standing = fate?.standing(of: anchor)
        }
        nowPath = fate?.place?.path
        nowFirstLine = fate?.place?.lines?.first
        nowLastLine = fate?.place?.lines?.last
        changedBy = fate?.commit
        tool = finding.origin?.tool
        rule = finding.origin?.rule
        describe(finding.state)
    }

    private mutating func describe(_ state: FindingState) {
        switch state {
        case .open: break
        case .fixed(let fixed):
            fix = fixed.commit
            fixRound = fixed.round
        case .disputed(let reason, _): self.reason = reason
        case .accepted(let disposition, _):
            followUpOwner = disposition.owner
            switch disposition.followUp {
            case .task(let key): followUp = key
            case .reason(let reason): self.reason = reason
            }
        }
    }
}

extension ReviewReport {
    init(_ followed: FollowedReview) {
        self.init()
        review = ReviewLine(followed.stored, followed.findings.map(\.finding))
        at = followed.commit
        findings = followed.findings.map { ReviewedFinding($0.finding, $0.fate) }
    }
}

extension ReviewExport {
    init(_ followed: FollowedReview) {
        self.init()
        review = followed.stored.review.id
        results = followed.findings.count
        log = SARIFWriter(version: ProgramRelease.version).log(
            of: followed.stored.review,
            root: followed.repository.path,
            commit: followed.commit,
            findings: followed.findings.map { ($0.finding, $0.fate?.place) }
        )
    }
}

extension ImportReport {
    init(_ taken: TakenReports, _ log: SARIFReader.Log) {
        self.init()
        review = taken.review.id
        added = taken.findings.count
        known = taken.known
        unplaced = taken.unplaced
        passedOver = log.passedOver
    }
}
