import Digests
import MCP

/// Tools that show what a tool can answer with.
struct FixtureTool: Sendable {
    let description: ToolDescription
    let answer: @Sendable ([String: JSONValue], MCPContext) async throws -> ToolAnswer

    init(
        _ name: String,
        _ description: String,
        properties: [String: JSONValue] = [:],
        answer: @escaping @Sendable ([String: JSONValue], MCPContext) async throws -> ToolAnswer
    ) {
        self.init(
            name,
            description,
            schema: ["type": "object", "properties": .object(properties)],
            answer: answer
        )
    }

    init(
        _ name: String,
        _ description: String,
        schema: JSONValue,
        answer: @escaping @Sendable ([String: JSONValue], MCPContext) async throws -> ToolAnswer
    ) {
        self.description = ToolDescription(
            name,
            title: name,
            description,
            inputSchema: schema,
            effects: [.reads]
        )
        self.answer = answer
    }
}

extension ToolAnswer {
    static func text(_ text: String) -> ToolAnswer {
        .complete([.text(text)], structured: nil, isError: false)
    }

    static func blocks(_ blocks: ContentBlock...) -> ToolAnswer {
        .complete(blocks, structured: nil, isError: false)
    }
}

enum FixtureTools {
    static let image =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    static let sound = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA="

    static let all: [FixtureTool] = contents + signals + schemas

    private static let contents = [
        FixtureTool("test_simple_text", "Answers with one text.") { _, _ in
            .text("This is a simple text response for testing.")
        },
        FixtureTool("test_image_content", "Answers with an image.") { _, _ in
            .blocks(.image(image, mediaType: "image/png"))
        },
        FixtureTool("test_audio_content", "Answers with a sound.") { _, _ in
            .blocks(.audio(sound, mediaType: "audio/wav"))
        },
        FixtureTool("test_embedded_resource", "Answers with a resource.") { _, _ in
            .blocks(
                .resource(
                    ResourceContents(
                        "test://embedded-resource",
                        mediaType: "text/plain",
                        .text("This is an embedded resource content.")
                    )
                )
            )
        },
        FixtureTool("test_multiple_content_types", "Answers with three kinds.") { _, _ in
            .blocks(
                .text("Multiple content types test:"),
                .image(image, mediaType: "image/png"),
                .resource(
                    ResourceContents(
                        "test://mixed-content-resource",
                        mediaType: "application/json",
                        .text(#"{"test":"data","value":123}"#)
                    )
                )
            )
        },
        FixtureTool("test_error_handling", "Meets an error.") { _, _ in
            let words = "This tool intentionally returns an error for testing"
            return .complete([.text(words)], structured: nil, isError: true)
        },
    ]

    private static let signals = [
        FixtureTool("test_tool_with_logging", "Writes to the client's log.") { _, context in
            context.log(.info, "Tool execution started")
            context.log(.info, "Tool processing data")
            context.log(.info, "Tool execution completed")
            return .text("Tool with logging executed successfully")
        },
        FixtureTool("test_logging_tool", "Writes to the log at each level.") { _, context in
            for level in LogLevel.allCases { context.log(level, .string(level.rawValue)) }
            return .text("Logged at every level")
        },
        FixtureTool("test_tool_with_progress", "Tells how far it is.") { _, context in
            for done in [0.0, 50, 100] {
                context.progress(done, 100, "Completed step \(Int(done)) of 100")
            }
            return .text("Progress was told")
        },
        FixtureTool("test_reconnection", "Answers as any other, over a stream.") { _, _ in
            .text("The stream can be left and the request made again")
        },
        FixtureTool("test_trigger_tool_change", "Says that tools differ now.") { _, context in
            context.announce(.tools)
            return .text("Announced")
        },
        FixtureTool("test_trigger_prompt_change", "Says that prompts differ now.") { _, context in
            context.announce(.prompts)
            return .text("Announced")
        },
        FixtureTool("test_missing_capability", "Needs a client that samples.") { _, context in
            guard context.clientCapabilities["sampling"] != nil else {
                throw ProviderFault.missingCapability(["sampling": [:]])
            }
            return .text("The client can sample")
        },
    ]

    private static let schemas = [
        FixtureTool(
            "test_x_mcp_header",
            "Has an argument that a header repeats.",
            properties: [
                "region": [
                    "type": "string", "description": "Where.", "x-mcp-header": "Region",
                ]
            ]
        ) { arguments, _ in
            .text("Region: \(arguments["region"]?.stringValue ?? "none")")
        },
        FixtureTool(
            "json_schema_2020_12_tool",
            "Has a schema with what JSON Schema 2020-12 brought.",
            schema: [
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "type": "object",
                "$defs": [
                    "address": [
                        "type": "object",
                        "properties": [
                            "street": ["type": "string", "description": "The street."],
                            "city": ["type": "string", "description": "The city."],
                        ],
                    ]
                ],
                "properties": [
                    "name": ["type": "string", "description": "The name."],
                    "address": ["$ref": "#/$defs/address", "description": "The address."],
                ],
                "additionalProperties": false,
            ]
        ) { arguments, _ in
            .text("Called with: \(JSONValue.object(arguments).canonicalText)")
        },
    ]
}
