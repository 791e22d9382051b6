import Model
import Testing

@Suite("Where a plan stands, and where its steps do")
struct PlanOutlineTests {
    private func outline(
        _ state: PlanState,
        _ steps: [StepState],
        _ checkpoint: CheckpointState? = nil,
        receipts: [String] = []
    ) -> PlanOutline {
        PlanOutline(
            state: state,
            steps: steps.enumerated().map {
                PlanOutline.Step(id: "S\($0 + 1)", state: $1, receipts: [])
            },
            checkpoint: checkpoint,
            receipts: receipts
        )
    }

    @Test(
        "A state that contradicts the steps is mended, and what a person decided is not",
        arguments: [
            (.done, [.done, .inProgress], nil, .inProgress), (.done, [.queued], nil, .queued),
            (.done, [.blocked], nil, .blocked), (.done, [.done, .cancelled], nil, nil),
            (.done, [.done], .pending, nil), (.queued, [.inProgress], nil, .inProgress),
            (.queued, [.queued], nil, nil), (.queued, [.done], nil, .done),
            (.queued, [.done], .pending, .inProgress), (.inProgress, [.queued], nil, .queued),
            (.inProgress, [.blocked, .queued], nil, .blocked), (.inProgress, [], nil, nil),
            (.inProgress, [.done, .queued], nil, nil), (.inProgress, [.done], nil, .done),
            (.inProgress, [.done], .pending, nil), (.inProgress, [.done], .satisfied, .done),
            (.blocked, [.inProgress], nil, nil), (.blocked, [.done], nil, .done),
            (.rejected, [.queued], nil, nil), (.rejected, [.done], nil, nil),
        ] as [(PlanState, [StepState], CheckpointState?, PlanState?)]
    )
    func mended(
        _ state: PlanState,
        _ steps: [StepState],
        _ checkpoint: CheckpointState?,
        _ mended: PlanState?
    ) {
        #expect(outline(state, steps, checkpoint).mendedState == mended)
        if let mended {
            #expect(outline(mended, steps, checkpoint).mendedState == nil, "mended once is mended")
        }
    }

    @Test("What a plan's parts say against each other is named by its rule")
    func contradictions() {
        let rules = { (outline: PlanOutline) in outline.contradictions.map(\.rule) }
        #expect(rules(outline(.done, [.done, .queued])) == [.unfinished])
        #expect(rules(outline(.done, [.cancelled])) == [.unfinished])
        #expect(rules(outline(.done, [.done], .pending)) == [.checkpoint])
        #expect(rules(outline(.inProgress, [.queued, .cancelled])) == [.notStarted])
        #expect(rules(outline(.inProgress, [.blocked])) == [.behind])
        #expect(rules(outline(.queued, [.inProgress])) == [.behind])
        #expect(rules(outline(.inProgress, [.inProgress])) == [])
        #expect(rules(outline(.done, [.done], .superseded)) == [])
    }

    @Test("Each way in which a receipt is none is a rule of its own")
    func receipts() {
        let outline = outline(
            .inProgress,
            [.inProgress],
            receipts: ["a", "b", "c", "d", "e", "f.json", "../g", "h"]
        )
        let found: [String: ReceiptFound] = [
            "b": .folder, "c": .ignored, "d": .untracked, "e": .tracked(.empty),
            "f.json": .tracked(.unparsed("it is none")), "h": .tracked(nil),
        ]
        #expect(
            outline.receiptFindings(found).map(\.rule) == [
                .receiptMissing, .receiptFolder, .receiptIgnored, .receiptUntracked, .receiptEmpty,
                .receiptUnparsed, .receiptOutside,
            ]
        )
        #expect(self.outline(.done, [.done]).receiptFindings([:]).map(\.rule) == [.receiptsNone])
        #expect(self.outline(.queued, [.queued]).receiptFindings([:]) == [])
    }

    @Test(
        "A receipt that is called JSON is JSON",
        arguments: [
            ("a.json", "{}", nil), ("a.json", "", .empty), ("a.txt", " \n", .empty),
            ("a.txt", "{", nil), ("a.jsonl", "{}\n\n[1]\n", nil),
        ] as [(String, String, ReceiptFault?)]
    )
    func faults(_ path: String, _ text: String, _ fault: ReceiptFault?) {
        #expect(ReceiptFault(of: Array(text.utf8), named: path) == fault)
    }

    @Test("A line of JSON Lines that is none is named", arguments: ["a.jsonl", "a.ndjson"])
    func lines(_ path: String) {
        guard case .unparsed(let fault)? = ReceiptFault(of: Array("{}\n{\n".utf8), named: path)
        else {
            Issue.record("a broken line was taken")
            return
        }
        #expect(fault.hasPrefix("line 2 is no JSON"))
        #expect(ReceiptFault(of: Array("{".utf8), named: "a.json") != nil)
    }

    @Test(
        "Words that people write are taken for what they mean",
        arguments: [
            ("In Progress", .inProgress), ("WIP", .inProgress), ("completed", .done),
            ("to-do", .queued), ("Pending", .queued), ("On hold", .blocked), ("DONE", .done),
            ("canceled", .rejected), ("in_progress", .inProgress), ("soon", nil), ("", nil),
        ] as [(String, PlanState?)]
    )
    func words(_ word: String, _ state: PlanState?) {
        #expect(PlanWords.plan(word) == state)
    }

    @Test("The same word means another thing of a step and of a checkpoint")
    func otherWords() {
        #expect(PlanWords.step("abandoned") == .cancelled)
        #expect(PlanWords.step("pending") == .queued)
        #expect(PlanWords.checkpoint("pending") == .pending)
        #expect(PlanWords.checkpoint("met") == .satisfied)
        #expect(PlanWords.checkpoint("obsolete") == .superseded)
        for state in PlanState.allCases { #expect(PlanWords.plan(state.rawValue) == state) }
        for state in StepState.allCases { #expect(PlanWords.step(state.rawValue) == state) }
        for state in CheckpointState.allCases {
            #expect(PlanWords.checkpoint(state.rawValue) == state)
        }
    }
}
