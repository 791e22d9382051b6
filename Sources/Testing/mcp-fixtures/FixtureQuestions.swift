import Digests
import JSONRPCKit
import MCP

/// A tool that asks the client something before it answers.
struct AskingTool: Sendable {
    let description: ToolDescription
    let answer: @Sendable (SealedStates, MCPContext) async throws -> ToolAnswer

    init(
        _ name: String,
        _ description: String,
        answer: @escaping @Sendable (SealedStates, MCPContext) async throws -> ToolAnswer
    ) {
        self.description = ToolDescription(
            name,
            title: name,
            description,
            inputSchema: [
                "type": "object",
                "properties": [
                    "message": ["type": "string", "description": "What to ask."],
                    "prompt": ["type": "string", "description": "What to sample."],
                ],
            ],
            effects: [.reads]
        )
        self.answer = answer
    }
}

enum FixtureQuestions {
    static let tools = older + newer + stateful

    /// A question for a person with one field.
    static func form(_ message: String, _ field: String, _ type: String = "string") -> JSONValue {
        [
            "method": "elicitation/create",
            "params": [
                "mode": "form", "message": .string(message),
                "requestedSchema": [
                    "type": "object",
                    "properties": .object([field: ["type": .string(type)]]),
                    "required": .array([.string(field)]),
                ],
            ],
        ]
    }

    private static func sample(_ text: String) -> JSONValue {
        [
            "method": "sampling/createMessage",
            "params": [
                "messages": [
                    ["role": "user", "content": ["type": "text", "text": .string(text)]]
                ],
                "maxTokens": 100,
            ],
        ]
    }

    private static let roots: JSONValue = ["method": "roots/list", "params": [:]]

    /// What a person wrote into the field of a form.
    private static func field(_ name: String, of input: JSONValue?) -> String {
        input?["content"]?[name]?.stringValue ?? "unknown"
    }

    // Before 2026 a server sends requests of its own.
    private static let older = [
        AskingTool("test_sampling", "Has the client sample.") { _, context in
            let question = sample("Say something.")["params"]?.objectValue ?? [:]
            let answer = try await context.ask("sampling/createMessage", question)
            return .text("LLM response: \(answer["content"]?["text"]?.stringValue ?? "none")")
        },
        AskingTool("test_elicitation", "Asks a person.") { _, context in
            let answer = try await elicit(
                ["response": ["type": "string", "description": "User's response"]],
                context
            )
            return .text("User response: \(answer)")
        },
        AskingTool("test_streaming_elicitation", "Asks a person, over a stream.") { _, context in
            .text("User response: \(try await elicit(["ok": ["type": "boolean"]], context))")
        },
        AskingTool("test_elicitation_sep1034_defaults", "Asks with defaults.") { _, context in
            let answer = try await elicit(
                [
                    "name": ["type": "string", "default": "John Doe"],
                    "age": ["type": "integer", "default": 30],
                    "score": ["type": "number", "default": 95.5],
                    "status": [
                        "type": "string", "enum": ["active", "inactive", "pending"],
                        "default": "active",
                    ],
                    "verified": ["type": "boolean", "default": true],
                ],
                context
            )
            return .text("Elicitation completed: \(answer)")
        },
        AskingTool("test_elicitation_sep1330_enums", "Asks with enumerations.") { _, context in
            let words: JSONValue = ["option1", "option2", "option3"]
            let titled: JSONValue = [
                ["const": "value1", "title": "First"], ["const": "value2", "title": "Second"],
            ]
            let answer = try await elicit(
                [
                    "untitledSingle": ["type": "string", "enum": words],
                    "titledSingle": ["type": "string", "oneOf": titled],
                    "legacyEnum": [
                        "type": "string", "enum": words, "enumNames": ["One", "Two", "Three"],
                    ],
                    "untitledMulti": [
                        "type": "array", "items": ["type": "string", "enum": words],
                    ],
                    "titledMulti": ["type": "array", "items": ["anyOf": titled]],
                ],
                context
            )
            return .text("Elicitation completed: \(answer)")
        },
    ]

    private static func elicit(
        _ properties: [String: JSONValue],
        _ context: MCPContext
    ) async throws -> String {
        let schema: JSONValue = [
            "type": "object", "properties": .object(properties), "required": [],
        ]
        let answer = try await context.ask(
            "elicitation/create",
            ["mode": "form", "message": "Please answer", "requestedSchema": schema]
        )
        let content = answer["content"] ?? [:]
        return "action=\(answer["action"]?.stringValue ?? ""), content=\(content.canonicalText)"
    }

    // Since 2026 a question is a result, and its answer comes with the next request.
    private static let newer = [
        AskingTool("test_input_required_result_elicitation", "Asks for a name.") { _, context in
            guard let input = context.inputs["user_name"] else {
                return .inputRequired(["user_name": form("Your name?", "name")], state: nil)
            }
            return .text("Hello, \(field("name", of: input))!")
        },
        AskingTool("test_input_required_result_sampling", "Has a model answer.") { _, context in
            guard let input = context.inputs["sample_request"] else {
                let question = sample("What is the capital of France?")
                return .inputRequired(["sample_request": question], state: nil)
            }
            return .text("Sampling result: \(input["content"]?["text"]?.stringValue ?? "none")")
        },
        AskingTool("test_input_required_result_list_roots", "Asks for roots.") { _, context in
            guard let input = context.inputs["roots_request"] else {
                return .inputRequired(["roots_request": roots], state: nil)
            }
            return .text("Found \(input["roots"]?.arrayValue?.count ?? 0) root(s)")
        },
        AskingTool("test_input_required_result_capabilities", "Asks what it may.") { _, context in
            var questions: [String: JSONValue] = [:]
            if context.clientCapabilities["elicitation"] != nil {
                questions["user_name"] = form("Your name?", "name")
            }
            if context.clientCapabilities["sampling"] != nil {
                questions["greeting"] = sample("Hi")
            }
            if context.clientCapabilities["roots"] != nil { questions["client_roots"] = roots }
            guard context.inputs.isEmpty, !questions.isEmpty else {
                return .text("Asked what the client can answer")
            }
            return .inputRequired(questions, state: nil)
        },
    ]

    private static let stateful = [
        AskingTool("test_input_required_result_request_state", "Keeps a state.", answer: confirm),
        AskingTool("test_input_required_result_tampered_state", "Seals a state.", answer: confirm),
        AskingTool("test_input_required_result_multiple_inputs", "Asks thrice.") {
            states,
            context in
            guard let state = try opened(states, context), state["kind"] == "multiple-inputs",
                let name = context.inputs["user_name"], let greeting = context.inputs["greeting"],
                let found = context.inputs["client_roots"]
            else {
                return .inputRequired(
                    [
                        "user_name": form("Your name?", "name"),
                        "greeting": sample("Generate a greeting"), "client_roots": roots,
                    ],
                    state: states.seal(["kind": "multiple-inputs"])
                )
            }
            let words = greeting["content"]?["text"]?.stringValue ?? "Hello"
            let count = found["roots"]?.arrayValue?.count ?? 0
            let who = field("name", of: name)
            return .text("Name: \(who); Greeting: \(words); Roots: \(count)")
        },
        AskingTool("test_input_required_result_multi_round", "Asks twice.") { states, context in
            let state = try opened(states, context)
            if state?["round"] == 1, let input = context.inputs["step1"] {
                let name = field("name", of: input)
                return .inputRequired(
                    ["step2": form("Step 2: Your favorite color?", "color")],
                    state: states.seal(["round": 2, "name": .string(name)])
                )
            }
            if state?["round"] == 2, let input = context.inputs["step2"] {
                let name = state?["name"]?.stringValue ?? ""
                return .text("\(name) likes \(field("color", of: input))")
            }
            return .inputRequired(
                ["step1": form("Step 1: Your name?", "name")],
                state: states.seal(["round": 1])
            )
        },
    ]

    @Sendable
    private static func confirm(
        _ states: SealedStates,
        _ context: MCPContext
    ) async throws -> ToolAnswer {
        guard let state = try opened(states, context), state["kind"] == "request-state",
            context.inputs["confirm"]?["content"]?["ok"] == true
        else {
            return .inputRequired(
                ["confirm": form("Please confirm", "ok", "boolean")],
                state: states.seal(["kind": "request-state"])
            )
        }
        return .text("state-ok: requestState validated")
    }

    /// The state that the client brings back; one that was changed is refused.
    private static func opened(
        _ states: SealedStates,
        _ context: MCPContext
    ) throws -> JSONValue? {
        guard let sealed = context.requestState else { return nil }
        guard let state = states.open(sealed) else {
            throw ProviderFault.badArguments("The request state was not given out here.")
        }
        return state
    }
}
