import Digests
import Model

/// What an agent's program tells a hook, as far as we need it.
///
/// Both programs write the same fields, and new ones with each release: what is not known is
/// passed over.
struct HookInput {
    let event: String?
    /// The program's own name for the conversation.
    let conversation: String
    /// Where the agent stands.
    let directory: String?
    let tool: String?
    let toolInput: JSONValue?
    /// Whether the agent goes on because a hook did not let it stop.
    let isStopHookActive: Bool
    /// Why a conversation ended.
    let reason: String?
    /// What made the program compact.
    let trigger: String?
    let vendor: HookVendor

    init(_ text: String) throws(HookInputError) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: text)
        } catch {
            throw HookInputError(fault: error.message)
        }
        event = json["hook_event_name"]?.stringValue
        conversation = Self.name(json["session_id"]?.stringValue)
        directory = json["cwd"]?.stringValue.flatMap { $0.hasPrefix("/") ? $0 : nil }
        tool = json["tool_name"]?.stringValue
        toolInput = json["tool_input"]
        isStopHookActive = json["stop_hook_active"]?.boolValue ?? false
        reason = json["reason"]?.stringValue
        trigger = json["trigger"]?.stringValue
        vendor = json["turn_id"] != nil || json["model"] != nil ? .codex : .claude
    }

    /// A name that can stand in a line of a file.
    private static func name(_ text: String?) -> String {
        let name = (text ?? "").unicodeScalars.prefix(80).filter {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains($0))
        }
        return name.isEmpty ? "unnamed" : String(String.UnicodeScalarView(name))
    }
}

/// What is on standard input where a hook's JSON should be.
struct HookInputError: Reportable {
    let fault: String

    var code: String { "hook.malformed" }
    var category: ErrorCategory { .usage }
    var message: String { "What the hook was given can't be read. \(fault)" }
    var hint: String? { "`worklead hook --help` says what is expected." }
}
