import Digests
import Model

/// The usage that a document of OTLP tells of, in its JSON form.
///
/// Read are the metrics of Claude Code and the log records of Codex. Each program says the same in
/// several signals, so just one of each is counted. What is not known is passed over: these
/// documents grow with every release of the programs.
package struct AgentTelemetry: Hashable, Sendable {
    package private(set) var samples: [UsageSample] = []
    /// How many data points or records could not be counted.
    package private(set) var rejected = 0
    /// Why, in a sentence; `nil` where all were.
    package private(set) var reason: String?

    /// Reads the document.
    ///
    /// - Throws: ``TelemetryError`` for what is no document of OTLP at all.
    package init(_ document: JSONValue) throws(TelemetryError) {
        guard case .object(let members) = document else { throw TelemetryError() }
        for resource in members.list("resourceMetrics") {
            let origin = Origin(resource)
            for scope in resource.list("scopeMetrics") {
                for metric in scope.list("metrics") { read(metric, of: origin) }
            }
        }
        for resource in members.list("resourceLogs") {
            let origin = Origin(resource)
            for scope in resource.list("scopeLogs") {
                for record in scope.list("logRecords") { read(record: record, of: origin) }
            }
        }
    }

    /// What holds for all that a resource tells.
    private struct Origin {
        let agent: String?
        let task: String?

        init(_ resource: [String: JSONValue]) {
            let attributes = Attributes(resource["resource"])
            agent = attributes.text("worklead.agent")
            task = attributes.text("worklead.task")
        }
    }

    // MARK: - Claude Code

    private mutating func read(_ metric: [String: JSONValue], of origin: Origin) {
        let name = metric["name"]?.stringValue
        guard name == "claude_code.token.usage" || name == "claude_code.cost.usage",
            let sum = metric["sum"]
        else { return }
        let points = (sum.objectValue ?? [:]).list("dataPoints")
        // A sum since the start would be counted again with each report.
        guard sum["aggregationTemporality"].isDelta else {
            reject(
                points.count,
                "Sums must be deltas: set OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta."
            )
            return
        }
        for point in points {
            let attributes = Attributes(.object(point))
            var usage = TokenUsage()
            guard let value = point.number, value >= 0, value.isFinite else {
                reject(1, "A value must be a number that is not negative.")
                continue
            }
            if name == "claude_code.cost.usage" {
                usage.costNanos = figure(value * 1e9)
            } else {
                switch attributes.text("type") {
                case "input": usage.input = figure(value)
                case "output": usage.output = figure(value)
                case "cacheRead": usage.cacheRead = figure(value)
                case "cacheCreation": usage.cacheWrite = figure(value)
                default: continue
                }
            }
            add(usage, "claude-code", attributes, at: point.moment("timeUnixNano"), origin)
        }
    }

    // MARK: - Codex

    private mutating func read(record: [String: JSONValue], of origin: Origin) {
        let attributes = Attributes(.object(record))
        let name = attributes.text("event.name") ?? record["eventName"]?.stringValue
        guard name == "codex.sse_event", attributes.text("event.kind") == "response.completed"
        else { return }
        var usage = TokenUsage()
        usage.cacheRead = figure(attributes.number("cached_token_count"))
        // What was cached is counted among what was read.
        let input = figure(attributes.number("input_token_count"))
        usage.input = max(0, input - usage.cacheRead)
        usage.output = figure(attributes.number("output_token_count"))
        usage.cacheWrite = figure(attributes.number("cache_write_token_count"))
        let moment = record.moment("timeUnixNano") ?? record.moment("observedTimeUnixNano")
        add(usage, "codex", attributes, at: moment, origin)
    }

    // MARK: - Both

    private mutating func add(
        _ usage: TokenUsage,
        _ source: String,
        _ attributes: Attributes,
        at moment: Timestamp?,
        _ origin: Origin
    ) {
        guard !usage.isNothing else { return }
        samples.append(
            UsageSample(
                agent: attributes.text("worklead.agent") ?? origin.agent,
                task: attributes.text("worklead.task") ?? origin.task,
                source: source,
                model: attributes.text("model")?.printable(limit: 80) ?? "unknown",
                at: moment,
                usage: usage
            )
        )
    }

    private mutating func reject(_ count: Int, _ sentence: String) {
        rejected += count
        reason = sentence
    }

    private func figure(_ value: Double) -> Int64 {
        guard value > 0 else { return 0 }
        return Int64(min(value.rounded(), Double(TokenUsage.figureMax)))
    }
}

/// A document that is none of OTLP.
package struct TelemetryError: Reportable, Hashable {
    package init() {}
    package var code: String { "usage.not_otlp" }
    package var category: ErrorCategory { .usage }
    package var message: String { "The document is not one of OTLP in JSON." }
    package var hint: String? { "Set OTEL_EXPORTER_OTLP_PROTOCOL=http/json where it comes from." }
}

/// The attributes of a resource, a data point or a log record.
private struct Attributes {
    private var values: [String: JSONValue] = [:]

    init(_ holder: JSONValue?) {
        for attribute in (holder?.objectValue ?? [:]).list("attributes") {
            guard let key = attribute["key"]?.stringValue else { continue }
            values[key] = attribute["value"]
        }
    }

    func text(_ key: String) -> String? {
        guard let text = values[key]?["stringValue"]?.stringValue, !text.isEmpty else { return nil }
        return text
    }

    /// A number in whatever form; programs send counts as texts too.
    func number(_ key: String) -> Double {
        guard let value = values[key] else { return 0 }
        let found = (value["intValue"] ?? value["doubleValue"] ?? value["stringValue"])?.anyNumber
        guard let found, found.isFinite else { return 0 }
        return found
    }
}

extension JSONValue {
    /// The number, or the one that a text says: protobuf's JSON writes 64-bit integers as texts.
    fileprivate var anyNumber: Double? { doubleValue ?? stringValue.flatMap(Double.init) }
}

extension JSONValue? {
    /// Whether a temporality says that each report starts from nothing.
    fileprivate var isDelta: Bool {
        self?.int64Value == 1 || self?.stringValue == "AGGREGATION_TEMPORALITY_DELTA"
    }
}

extension [String: JSONValue] {
    /// The objects of a list; anything else in it is passed over.
    fileprivate func list(_ name: String) -> [[String: JSONValue]] {
        (self[name]?.arrayValue ?? []).compactMap(\.objectValue)
    }

    fileprivate var number: Double? { (self["asInt"] ?? self["asDouble"])?.anyNumber }

    /// A moment that is told in nanoseconds; 0 tells none.
    fileprivate func moment(_ name: String) -> Timestamp? {
        guard let value = self[name],
            let nanos = value.int64Value ?? value.stringValue.flatMap({ Int64($0) }), nanos > 0
        else { return nil }
        return Timestamp(milliseconds: nanos / 1_000_000)
    }
}
