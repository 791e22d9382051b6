import Documents
import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideUsage(_ provider: inout OperationProvider) {
        provider.provide(RecordUsage.self) { [unowned self] input, context in
            let read = try AgentTelemetry(input.document)
            let intake = UsageIntake {
                $0.counted = read.samples.count
                $0.rejected = read.rejected
                $0.reason = read.reason
            }
            // Most documents tell of nothing that is counted, and the ledger needs none of them.
            guard !read.samples.isEmpty else { return Reply(intake) }
            return try await change(RecordUsage.self, input, context, right: nil) { change in
                try change.usage.record(read.samples)
                return intake
            }
        }
        provider.read(ShowUsage.self, self) { view, input in
            let grouping = UsageStore.Grouping(input.by)
            let day = input.since.map { String($0.text.prefix(10)) }
            let sums = try view.usage.sums(by: grouping, since: day)
            var total = TokenUsage()
            for sum in sums { total += sum.usage }
            return UsageReport { report in
                report.by = input.by
                report.lines = sums.map { UsageLine($0.usage, of: $0.name) }
                report.total = UsageLine(total)
            }
        }
    }
}

extension UsageLine {
    fileprivate init(_ usage: TokenUsage, of name: String? = nil) {
        self.init()
        self.name = name.flatMap { $0.isEmpty ? nil : $0 }
        input = usage.input
        output = usage.output
        cacheRead = usage.cacheRead
        cacheWrite = usage.cacheWrite
        cost = usage.costDollars
    }
}

extension UsageStore.Grouping {
    fileprivate init(_ grouping: UsageGrouping) {
        self =
            switch grouping {
            case .agent: .agent
            case .task: .task
            case .lane: .lane
            case .day: .day
            case .model: .model
            }
    }
}
