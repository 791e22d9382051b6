import Model
import TOMLKit

// The kit's errors as this layer's, so that a reader throws one kind.
extension TOMLFields {
    /// Reads a document; what is no TOML is a fault of the document.
    init(parsing text: String) throws(DocumentError) {
        do { self.init(try TOMLDocument(parsing: text)) } catch { throw DocumentError(error) }
    }

    /// Reads a document; what is no TOML is a fault of the document.
    init(parsing bytes: [UInt8]) throws(DocumentError) {
        do { self.init(try TOMLDocument(parsing: bytes)) } catch { throw DocumentError(error) }
    }

    /// Calls one of the kit's readers.
    func read<Value>(_ body: (TOMLFields) throws(TOMLError) -> Value) throws(DocumentError) -> Value
    {
        do { return try body(self) } catch { throw DocumentError(error) }
    }

    /// Refuses keys that nobody asks for, with the one that was probably meant.
    func allowOnly(_ known: Set<String>) throws(DocumentError) {
        guard let unknown = unknownKeys(besides: known).first else { return }
        throw DocumentError(
            .unknownKey(
                keyPath: unknown.keyPath,
                nearest: unknown.key.nearest(among: known.sorted())
            ),
            line: unknown.line
        )
    }

    /// A value that was read and means nothing here; the reason is a sentence's end.
    func bad(_ key: String, _ reason: String) -> DocumentError {
        DocumentError(.badValue(keyPath: keyPath(key), reason: reason), line: line(of: key))
    }
}
