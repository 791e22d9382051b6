import Digests
import JSONRPCKit
import Testing

@Suite("Messages of JSON-RPC 2.0")
struct RPCPayloadTests {
    private func read(_ text: String) -> RPCPayload { RPCPayload(parsing: Array(text.utf8)) }

    private func number(_ item: RPCPayload.Item) -> Int64? {
        guard case .invalid(_, let error) = item else { return nil }
        return error.number
    }

    @Test("A request is read with its id, method and parameters")
    func request() {
        let read = read(#"{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"x"}}"#)
        #expect(
            read
                == .single(.message(.request(RPCRequest(.text("a"), "tools/call", ["name": "x"]))))
        )
    }

    @Test("A message without an id is a notification")
    func notification() {
        #expect(
            read(#"{"jsonrpc":"2.0","method":"a"}"#)
                == .single(.message(.notification(RPCNotification("a"))))
        )
    }

    @Test("Parameters that are null are none")
    func nullParameters() {
        #expect(
            read(#"{"jsonrpc":"2.0","id":1.0,"method":"a","params":null}"#)
                == .single(.message(.request(RPCRequest(.number(1), "a"))))
        )
    }

    @Test("A response is read with its result or its error")
    func responses() {
        #expect(
            read(#"{"jsonrpc":"2.0","id":3,"result":{}}"#)
                == .single(.message(.response(RPCResponse(.number(3), .success([:])))))
        )
        let failed = RPCResponse(.number(3), .failure(RPCError(-1, "no")))
        #expect(
            read(#"{"jsonrpc":"2.0","id":3,"error":{"code":-1,"message":"no"}}"#)
                == .single(.message(.response(failed)))
        )
    }

    @Test("A batch keeps its order and its faults")
    func batch() throws {
        let read = read(#"[{"jsonrpc":"2.0","id":1,"method":"a"},7]"#)
        guard case .batch(let items) = read else {
            Issue.record("\(read) is no batch")
            return
        }
        #expect(items.count == 2)
        #expect(items.first == .message(.request(RPCRequest(.number(1), "a"))))
        #expect(items.last.flatMap(number) == -32600)
    }

    @Test(
        "What is no message says which fault it has",
        arguments: [
            ("{", -32700), ("", -32700), (#"{"a":1,"a":2}"#, -32700), ("[]", -32600),
            ("7", -32600), ("{}", -32600), (#"{"jsonrpc":"1.0","id":1,"method":"a"}"#, -32600),
            (#"{"jsonrpc":"2.0","id":1}"#, -32600), (#"{"jsonrpc":"2.0","method":7}"#, -32600),
            (#"{"jsonrpc":"2.0","id":null,"method":"a"}"#, -32600),
            (#"{"jsonrpc":"2.0","id":1.5,"method":"a"}"#, -32600),
            (#"{"jsonrpc":"2.0","id":1,"method":"a","params":[1]}"#, -32600),
        ] as [(String, Int64)]
    )
    func faults(_ text: String, _ expected: Int64) {
        guard case .single(let item) = read(text) else {
            Issue.record("\(text) became a batch")
            return
        }
        #expect(number(item) == expected)
    }

    @Test("A fault is tied to the request where its id can be read")
    func faultWithID() {
        let read = read(#"{"jsonrpc":"2.0","id":9,"method":"a","params":3}"#)
        guard case .single(.invalid(let id, _)) = read else {
            Issue.record("\(read) is no fault")
            return
        }
        #expect(id == .number(9))
    }

    @Test("What is written can be read again, and is one line")
    func roundTrip() {
        let messages: [RPCMessage] = [
            .request(RPCRequest(.text("a\nb"), "m", ["t": "line\nline"])),
            .notification(RPCNotification("n", ["a": [1, 2]])),
            .response(RPCResponse(.number(-4), .success("x"))),
            .response(RPCResponse(nil, .failure(RPCError(-32700, "no", data: ["a": 1])))),
        ]
        for message in messages {
            #expect(!message.line.contains("\n"))
            #expect(read(message.line) == .single(.message(message)))
        }
    }

    @Test("No bytes make reading fail, whatever the seed")
    func anyBytes() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var state = seed
        let alphabet = Array(#"{}[]":,0123456789.-eE \ntfulasrcdjopmh"#.utf8) + [0xFF, 0xC3, 0x00]
        for step in 0..<2000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int(state % 40) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int((state >> 33) % UInt64(alphabet.count))])
            }
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            if case .batch(let items) = RPCPayload(parsing: bytes) {
                #expect(!items.isEmpty, "seed \(seed), step \(step)")
            }
        }
    }
}
