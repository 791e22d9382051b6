import Digests
import Testing

@Suite("Tokens and cost, by the programs themselves")
struct UsageTests {
    /// Posts as an exporter of OTLP does, compressed, and again as it does when an answer is lost.
    private static let exporter = """
        import gzip, json, sys, urllib.request
        port, token = sys.argv[1:]
        def attribute(key, value): return {"key": key, "value": {"stringValue": value}}
        def point(kind, count):
            return {"attributes": [attribute("type", kind), attribute("model", "m")],
                    "timeUnixNano": "0", "asInt": str(count)}
        def metric(name, temporality, points):
            return {"name": name, "sum": {"aggregationTemporality": temporality,
                    "isMonotonic": True, "dataPoints": points}}
        def post(path, document, **headers):
            body = gzip.compress(json.dumps(document).encode())
            request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, {
                "Content-Type": "application/json", "Content-Encoding": "gzip",
                "Authorization": f"Bearer {token}", **headers})
            try:
                with urllib.request.urlopen(request) as answer:
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as error:
                return error.code, json.load(error)["code"]
        def document(*metrics):
            return {"resourceMetrics": [{"resource": {"attributes": []},
                    "scopeMetrics": [{"metrics": list(metrics)}]}]}
        good = document(metric("claude_code.token.usage", 1,
                               [point("input", 100), point("output", 20)]),
                        metric("claude_code.cost.usage", 1, [
                            {"attributes": [attribute("model", "m")], "asDouble": 0.25}]))
        print(post("/v1/metrics", good))
        print(post("/v1/metrics", good))
        print(post("/v1/metrics", document(metric("claude_code.token.usage", 2,
                                                  [point("input", 7)]))))
        print(post("/v1/traces", {"resourceSpans": []}))
        print(post("/v1/logs", {}))
        print(post("/v1/logs", []))
        print(post("/v1/logs", {}, **{"Content-Encoding": "identity"}))
        print(post("/v1/logs", {}, **{"Content-Encoding": "br"}))
        print(post("/v1/logs", {}, **{"Content-Type": "application/x-protobuf"}))
        print(post("/v1/logs", {}, **{"Authorization": "Bearer S-1.wrong"}))
        """

    @Test("What an exporter posts is counted once, and everything has the answer that it expects")
    func exported() throws {
        let elsewhere = try Elsewhere()
        try elsewhere.up()
        let session = elsewhere.session
        session.write(Self.exporter, to: session.folder + "/exporter.py")
        let answers = try session.shell(
            "python3 exporter.py \(elsewhere.port) \(elsewhere.token)"
        )
        let partial =
            #"{"partialSuccess":{"errorMessage":"Sums must be deltas: set "#
            + #"OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta.","#
            + #""rejectedDataPoints":"1"}}"#
        #expect(
            answers == """
                (200, '{}')
                (200, '{}')
                (200, '\(partial)')
                (200, '{}')
                (200, '{}')
                (400, 'usage.not_otlp')
                (400, 'gateway.malformed_request')
                (415, 'gateway.media_type')
                (415, 'gateway.media_type')
                (401, 'gateway.bad_token')

                """
        )
        let shown = elsewhere.far("usage", "--json").json?["data"]
        #expect(shown?["total"]?["input_tokens"] == .integer(100), "\(String(describing: shown))")
        #expect(shown?["total"]?["output_tokens"] == .integer(20))
        #expect(shown?["total"]?["cost_usd"]?.doubleValue == 0.25)
        #expect(shown?["lines"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["ada"])
        for grouping in ["task", "lane", "day", "model"] {
            let run = elsewhere.far("usage", "--by", grouping, "--json")
            #expect(run.json?["data"]?["lines"]?.arrayValue?.count == 1, "\(run)")
        }
        let text = elsewhere.far("usage")
        #expect(text.output.contains("ada,100,20,0,0,\"0.2500\""), "\(text)")
        try session.good("ledger", "verify")
    }

    @Test("A document that was kept is taken in without a gateway")
    func recorded() throws {
        let session = try CommandLineSession()
        let document = """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[
            {"key":"event.name","value":{"stringValue":"codex.sse_event"}},
            {"key":"event.kind","value":{"stringValue":"response.completed"}},
            {"key":"output_token_count","value":{"intValue":"7"}}]}]}]}]}
            """
        let taken = session.run("usage", "--record", "-", "--json", input: document)
        #expect(try session.data(of: taken)["counted"] == .integer(1))
        let again = session.run("usage", "--record", "-", "--json", input: document)
        #expect(again.json?["already"] == true, "\(again)")
        let total = try session.data(of: session.run("usage", "--json"))["total"]
        #expect(total?["output_tokens"] == .integer(7))
        let wrong = session.run("usage", "--record", "-", "--json", input: "{")
        #expect(wrong.exit == 2 && wrong.code == "usage.not_json", "\(wrong)")
    }
}
