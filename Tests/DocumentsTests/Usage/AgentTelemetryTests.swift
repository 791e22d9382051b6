import Digests
import Documents
import Model
import Testing

@Suite("What agents' programs report of themselves")
struct AgentTelemetryTests {
    private func read(_ text: String) throws -> AgentTelemetry {
        try AgentTelemetry(try JSONValue(parsing: text))
    }

    /// As Claude Code sends it: 64-bit numbers are texts, and there is more than we know.
    private func claude(temporality: String = "1", points: String) -> String {
        """
        {"resourceMetrics":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"claude-code"}},
          {"key":"worklead.task","value":{"stringValue":"P07-B4"}}],"droppedAttributesCount":0},
         "scopeMetrics":[{"scope":{"name":"com.anthropic.claude_code","version":"2.1.327"},
          "metrics":[
           {"name":"claude_code.session.count","unit":"","sum":{"aggregationTemporality":1,
             "isMonotonic":true,"dataPoints":[{"asInt":"1"}]}},
           {"name":"claude_code.token.usage","unit":"tokens","sum":{
             "aggregationTemporality":\(temporality),"isMonotonic":true,
             "dataPoints":[\(points)]}},
           {"name":"claude_code.cost.usage","unit":"USD","sum":{"aggregationTemporality":1,
             "isMonotonic":true,"dataPoints":[{"attributes":[
               {"key":"model","value":{"stringValue":"claude-x"}}],
               "timeUnixNano":"1800000000000000000","asDouble":0.0123}]}}]}]}]}
        """
    }

    private func point(_ type: String, _ value: String) -> String {
        """
        {"attributes":[{"key":"type","value":{"stringValue":"\(type)"}},
          {"key":"model","value":{"stringValue":"claude-x"}},
          {"key":"session.id","value":{"stringValue":"7"}}],
         "startTimeUnixNano":"1799999940000000000","timeUnixNano":"1800000000000000000",\(value)}
        """
    }

    @Test("The tokens and the cost of Claude Code's metrics are counted, each by its kind")
    func claudeMetrics() throws {
        let points = [
            point("input", #""asDouble":12"#), point("output", #""asInt":"34""#),
            point("cacheRead", #""asInt":56"#), point("cacheCreation", #""asDouble":78.0"#),
            point("other", #""asInt":"9""#),
        ].joined(separator: ",")
        let telemetry = try read(claude(points: points))
        var total = TokenUsage()
        for sample in telemetry.samples { total += sample.usage }
        #expect(total.input == 12 && total.output == 34)
        #expect(total.cacheRead == 56 && total.cacheWrite == 78)
        #expect(total.costNanos == 12_300_000)
        #expect(telemetry.samples.allSatisfy { $0.model == "claude-x" && $0.task == "P07-B4" })
        #expect(telemetry.samples.allSatisfy { $0.source == "claude-code" && $0.agent == nil })
        #expect(
            telemetry.samples.first?.at == Timestamp(milliseconds: 1_800_000_000_000)
        )
        #expect(telemetry.rejected == 0)
    }

    @Test("Sums since the start are rejected, since they would be counted again and again")
    func cumulative() throws {
        let points = point("input", #""asInt":"5""#) + "," + point("output", #""asInt":"6""#)
        let telemetry = try read(claude(temporality: "2", points: points))
        #expect(telemetry.rejected == 2)
        #expect(telemetry.reason?.contains("TEMPORALITY_PREFERENCE=delta") == true)
        #expect(telemetry.samples.map(\.usage.costNanos) == [12_300_000])
    }

    @Test("What is no number, or less than nothing, is rejected; the rest is counted")
    func badValues() throws {
        let values = [#""asInt":"many""#, #""asDouble":-1"#, #""asInt":null"#, #""asInt":"5""#]
        let points = values.map { point("input", $0) }.joined(separator: ",")
        let telemetry = try read(claude(points: points))
        #expect(telemetry.rejected == 3)
        #expect(telemetry.samples.map(\.usage.input).reduce(0, +) == 5)
    }

    private func codex(_ attributes: [(String, String)]) -> String {
        let list = attributes.map { #"{"key":"\#($0)","value":\#($1)}"# }.joined(separator: ",")
        return """
            {"resourceLogs":[{"resource":{"attributes":[
              {"key":"service.name","value":{"stringValue":"codex_exec"}},
              {"key":"worklead.agent","value":{"stringValue":"ada"}}]},
             "scopeLogs":[{"logRecords":[{"timeUnixNano":"0",
              "observedTimeUnixNano":"1800000000000000000","attributes":[\(list)]}]}]}]}
            """
    }

    @Test("Codex's completed answers are counted, what was cached apart from what was read anew")
    func codexLogs() throws {
        let telemetry = try read(
            codex([
                ("event.name", #"{"stringValue":"codex.sse_event"}"#),
                ("event.kind", #"{"stringValue":"response.completed"}"#),
                ("conversation.id", #"{"stringValue":"c"}"#),
                ("model", #"{"stringValue":"gpt-x"}"#),
                ("input_token_count", #"{"intValue":"23"}"#),
                ("output_token_count", #"{"stringValue":"7"}"#),
                ("cached_token_count", #"{"intValue":"5"}"#),
                ("cache_write_token_count", #"{"intValue":"3"}"#),
            ])
        )
        let sample = try #require(telemetry.samples.first)
        #expect(telemetry.samples.count == 1)
        #expect(sample.usage.input == 18 && sample.usage.cacheRead == 5)
        #expect(sample.usage.output == 7 && sample.usage.cacheWrite == 3)
        #expect(sample.agent == "ada" && sample.source == "codex")
        #expect(sample.at == Timestamp(milliseconds: 1_800_000_000_000))
    }

    @Test("Other events of Codex tell of no usage")
    func otherEvents() throws {
        let telemetry = try read(
            codex([
                ("event.name", #"{"stringValue":"codex.sse_event"}"#),
                ("event.kind", #"{"stringValue":"response.created"}"#),
                ("input_token_count", #"{"intValue":"23"}"#),
            ])
        )
        #expect(telemetry.samples == [] && telemetry.rejected == 0)
    }

    @Test(
        "What is not known is passed over",
        arguments: [
            "{}", #"{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"x"}]}]}]}"#,
            #"{"resourceMetrics":7,"resourceLogs":[1,{"scopeLogs":{}}]}"#,
            #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"other","gauge":{}}]}]}]}"#,
            #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"claude_code.token.usage"}]}]}]}"#,
        ]
    )
    func unknown(text: String) throws {
        let telemetry = try read(text)
        #expect(telemetry.samples == [] && telemetry.rejected == 0)
    }

    @Test("A figure beyond all sense is held to the most that one may be")
    func enormous() throws {
        let telemetry = try read(claude(points: point("input", #""asDouble":1e300"#)))
        #expect(telemetry.samples.first?.usage.input == TokenUsage.figureMax)
    }

    @Test("What is no object is no document of OTLP", arguments: ["[]", "7", "null"])
    func noDocument(text: String) {
        #expect(throws: TelemetryError.self) { try read(text) }
    }
}
