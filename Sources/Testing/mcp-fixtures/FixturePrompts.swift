import Digests
import MCP

enum FixturePrompts {
    static let listed = [
        PromptDescription("test_simple_prompt", title: "Simple", "A text without arguments."),
        PromptDescription(
            "test_prompt_with_arguments",
            title: "With arguments",
            "A text with two arguments.",
            arguments: [
                .init("arg1", "The first.", isRequired: true),
                .init("arg2", "The second.", isRequired: true),
            ]
        ),
        PromptDescription(
            "test_prompt_with_embedded_resource",
            title: "With a resource",
            "A text with a resource in it.",
            arguments: [.init("resourceUri", "What to embed.", isRequired: true)]
        ),
        PromptDescription("test_prompt_with_image", title: "With an image", "A text and an image."),
        PromptDescription(
            "test_input_required_result_prompt",
            title: "Asking",
            "A text that depends on an answer."
        ),
    ]

    static func answer(
        to name: String,
        _ arguments: [String: String],
        _ inputs: [String: JSONValue]
    ) -> PromptAnswer? {
        switch name {
        case "test_simple_prompt": return said(.text("This is a simple prompt for testing."))
        case "test_prompt_with_arguments":
            let first = arguments["arg1"] ?? ""
            let second = arguments["arg2"] ?? ""
            return said(.text("Prompt with arguments: arg1='\(first)', arg2='\(second)'"))
        case "test_prompt_with_embedded_resource":
            let contents = ResourceContents(
                arguments["resourceUri"] ?? "",
                mediaType: "text/plain",
                .text("Embedded resource content for testing.")
            )
            return said(.resource(contents), .text("Please process the embedded resource above."))
        case "test_prompt_with_image":
            return said(
                .image(FixtureTools.image, mediaType: "image/png"),
                .text("Please analyze the image above.")
            )
        case "test_input_required_result_prompt":
            guard let input = inputs["user_context"] else {
                let question = FixtureQuestions.form("Which context?", "context")
                return .inputRequired(["user_context": question], state: nil)
            }
            let context = input["content"]?["context"]?.stringValue ?? "unknown"
            return said(.text("Prompt with context: \(context)"))
        default: return nil
        }
    }

    private static func said(_ blocks: ContentBlock...) -> PromptAnswer {
        .messages(blocks.map { .init(.user, $0) }, description: "A fixture")
    }
}
