import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideMemory(_ provider: inout OperationProvider) {
        provideMemoryReading(&provider)
        provider.change(KeepMemory.self, self, right: .speak) { change, input in
            let (id, advice) = try change.memory.keep(
                MemoryEngine.Draft(
                    kind: input.kind,
                    title: input.title,
                    text: input.text,
                    tags: input.tags,
                    task: input.task,
                    lane: input.lane,
                    files: input.files,
                    supersedes: input.supersedes
                )
            )
            return try MemoryChange(id, in: change.view, advice: advice)
        }
        provider.change(SupersedeMemory.self, self, right: .speak) { change, input in
            try change.memory.supersede(input.memory, by: input.by)
            return try MemoryChange(input.memory, in: change.view)
        }
        provider.change(RetireMemory.self, self, right: .speak) { change, input in
            try change.memory.retire(input.memory, because: input.reason)
            return try MemoryChange(input.memory, in: change.view)
        }
    }

    private func provideMemoryReading(_ provider: inout OperationProvider) {
        provider.read(SearchMemory.self, self) { view, input in
            let query = try SearchQuery(input.query)
            let filter = MemoryFilter(
                kind: input.kind,
                task: input.task,
                lane: input.lane,
                author: input.agent,
                tag: input.tag,
                ended: input.all
            )
            let found = try view.memory.search(query, filter, limit: input.limit)
            return MemorySearchReport { report in
                report.items = found.memories.map { MemoryLine($0, found: query) }
                report.count = found.count
                report.isCut = found.count >= MemoryStore.rankedMax
            }
        }
        provider.read(ListMemory.self, self) { view, input in
            let filter = MemoryFilter(
                kind: input.kind,
                task: input.task,
                lane: input.lane,
                author: input.agent,
                tag: input.tag,
                ended: input.all
            )
            let newest = try view.memory.memories(filter, limit: input.limit)
            return Page(newest.map { MemoryLine($0) }, total: try view.memory.count(filter))
        }
        provider.read(ShowMemory.self, self) { view, input in
            let stored = try view.remembered(input.memory)
            return try MemoryDetail { detail in
                detail.memory = MemoryLine(stored)
                detail.text = stored.entry.content.text
                detail.supersedes = try view.memory.predecessors(of: input.memory)
            }
        }
        provider.read(BriefMemory.self, self) { view, input in
            let brief = try view.memoryBrief(for: view.interest(input), budget: input.budget)
            return MemoryBriefReport(brief)
        }
        provider.read(ShowTimeline.self, self) { view, input in
            let since = try input.since ?? input.sinceTime.map { try view.ledger.head(before: $0) }
            let entries = try view.timeline(
                of: input.task,
                by: input.agent,
                after: since ?? 0,
                limit: input.limit + 1
            )
            return TimelineReport { report in
                report.items = entries.suffix(input.limit).map(TimelineLine.init)
                report.isCut = entries.count > input.limit
            }
        }
    }
}

extension View {
    /// What a brief is for: what is named, and else what the asker works on.
    fileprivate func interest(_ input: BriefMemory.Input) throws -> MemoryInterest {
        guard input.task != nil || input.lane != nil || !input.files.isEmpty else {
            return try interest()
        }
        var interest = MemoryInterest(files: input.files)
        if let task = input.task {
            let stored = try self.task(task)
            interest.tasks = [task]
            interest.lanes = Set([stored.task.lane].compactMap(\.self))
            interest.files += try reservations.scope(of: task)
        }
        if let lane = input.lane { interest.lanes.insert(lane) }
        return interest
    }
}

extension MemoryLine {
    /// - Parameter query: What it was found by, to say where.
    init(_ stored: MemoryStore.Stored, found query: SearchQuery? = nil, why: [String] = []) {
        self.init()
        let content = stored.entry.content
        memory = stored.entry.id
        (kind, title, tags) = (content.kind, content.title, content.tags)
        (task, lane, files) = (content.task, content.lane, content.files)
        (author, keptAt) = (stored.entry.author, stored.keptAt)
        switch stored.entry.standing {
        case .live: break
        case .superseded(let other): supersededBy = other
        case .retired(let reason): retired = reason
        }
        excerpt = query?.excerpt(of: content.text, most: Self.excerptLengthMax)
        self.why = why
    }

    private static let excerptLengthMax = 120
}

extension MemoryChange {
    fileprivate init(_ id: MemoryID, in view: View, advice: [String] = []) throws {
        self.init()
        memory = MemoryLine(try view.remembered(id))
        superseded = try view.memory.predecessors(of: id)
        self.advice = advice
    }
}

extension MemoryBriefReport {
    fileprivate init(_ brief: MemoryBrief) {
        self.init()
        text = brief.text
        bytes = brief.text.utf8.count
        budget = brief.budget
        told = brief.told.map { MemoryLine($0.stored, why: $0.why) }
        titles = brief.told.count { !$0.isFull }
        omitted = brief.omitted
    }
}

extension TimelineLine {
    fileprivate init(_ entry: TimelineEntry) {
        self.init()
        revision = entry.event.sequence
        time = entry.event.time
        agent = entry.event.actor
        type = entry.event.fact.type
        subject = entry.event.subject.name
        text = entry.text
    }
}
