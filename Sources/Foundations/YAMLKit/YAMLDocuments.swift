import CYAML

/// Reads YAML by libyaml, as trees of texts: what a scalar means is its reader's business.
package enum YAMLDocuments {
    /// Longer texts are refused unread.
    package static let bytesMax = 1 << 20
    /// Deeper texts are refused: reading them would use up the stack.
    package static let depthMax = 64

    /// Reads all documents of a text.
    ///
    /// - Throws: ``YAMLError`` with the line.
    package static func parse(_ bytes: [UInt8]) throws(YAMLError) -> [YAMLNode] {
        guard bytes.count <= bytesMax else { throw YAMLError("is longer than \(bytesMax) bytes") }
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else { throw YAMLError("can't be read now") }
        defer { yaml_parser_delete(&parser) }
        // The parser keeps the pointer: the bytes stay where they are until the last event.
        let result: Result<[YAMLNode], YAMLError> = bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            do throws(YAMLError) {
                return .success(try documents(&parser))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func documents(
        _ parser: inout yaml_parser_t
    ) throws(YAMLError) -> [YAMLNode] {
        var nodes: [YAMLNode] = []
        while true {
            switch try next(&parser) {
            case .streamEnd: return nodes
            case .other: continue
            case .end: throw YAMLError("ends something that did not begin")
            case .part(let part): nodes.append(try node(part, &parser, depth: 0))
            }
        }
    }

    /// What the parser meets next.
    private enum Event {
        case streamEnd
        case end
        case part(Part)
        case other
    }

    private enum Part {
        case scalar(String, line: Int)
        case alias(line: Int)
        case list(line: Int)
        case table(line: Int)
    }

    private static func node(
        _ part: Part,
        _ parser: inout yaml_parser_t,
        depth: Int
    ) throws(YAMLError) -> YAMLNode {
        switch part {
        case .scalar(let text, let line): return .scalar(text, line: line)
        case .alias(let line): return .alias(line: line)
        case .list(let line):
            guard depth < depthMax else { throw YAMLError("is too deep", line: line) }
            var elements: [YAMLNode] = []
            while let part = try member(&parser) {
                elements.append(try node(part, &parser, depth: depth + 1))
            }
            return .list(elements, line: line)
        case .table(let line):
            guard depth < depthMax else { throw YAMLError("is too deep", line: line) }
            var entries: [YAMLNode.Entry] = []
            while let part = try member(&parser) {
                let key = try node(part, &parser, depth: depth + 1)
                guard let part = try member(&parser) else {
                    throw YAMLError("has a key without a value", line: line)
                }
                let value = try node(part, &parser, depth: depth + 1)
                if case .scalar(let text, let line) = key {
                    entries.append(YAMLNode.Entry(key: text, line: line, value: value))
                } else {
                    entries.append(YAMLNode.Entry(key: "", line: line, value: value))
                }
            }
            return .table(entries, line: line)
        }
    }

    /// The next part of what was opened, or `nil` at its end.
    private static func member(_ parser: inout yaml_parser_t) throws(YAMLError) -> Part? {
        switch try next(&parser) {
        case .part(let part): part
        case .end: nil
        case .streamEnd, .other: throw YAMLError("ends too early")
        }
    }

    private static func next(_ parser: inout yaml_parser_t) throws(YAMLError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else {
            let problem = parser.problem.map { String(cString: $0) } ?? "is no YAML"
            throw YAMLError(problem, line: Int(parser.problem_mark.line) + 1)
        }
        defer { yaml_event_delete(&event) }
        let line = Int(event.start_mark.line) + 1
        switch event.type {
        case YAML_STREAM_END_EVENT: return .streamEnd
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
        case YAML_ALIAS_EVENT: return .part(.alias(line: line))
        case YAML_SEQUENCE_START_EVENT: return .part(.list(line: line))
        case YAML_MAPPING_START_EVENT: return .part(.table(line: line))
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return .part(.scalar(String(decoding: bytes, as: UTF8.self), line: line))
        default: return .other
        }
    }
}
