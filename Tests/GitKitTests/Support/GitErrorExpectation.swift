import GitKit
import Testing

/// Runs the body, which must throw an error of ours, and returns it.
@discardableResult
func gitError<Value>(
    _ code: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Value
) -> GitError? {
    do {
        let value = try body()
        Issue.record("expected \(code), got \(value)", sourceLocation: sourceLocation)
    } catch let error as GitError {
        #expect(
            error.code == code,
            "\(error.code): \(error.message)",
            sourceLocation: sourceLocation
        )
        return error
    } catch {
        Issue.record("expected \(code), got \(error)", sourceLocation: sourceLocation)
    }
    return nil
}
