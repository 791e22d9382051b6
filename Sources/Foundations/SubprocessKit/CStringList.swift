import Glibc

/// Texts as C takes them: pointers with a null after the last.
package struct CStringList: ~Copyable {
    private let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    /// - Parameter texts: Without a NUL in any of them: C would end there.
    package init(_ texts: [String]) {
        count = texts.count
        pointers = .allocate(capacity: count + 1)
        for (index, text) in texts.enumerated() {
            (pointers + index).initialize(to: strdup(text))
        }
        (pointers + count).initialize(to: nil)
    }

    /// The variables as a program is started with them; sorted, so that the same ones are the same
    /// bytes.
    package init(environment: [String: String]) {
        self.init(environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    }

    /// Calls `body` with the first pointer, valid during the call.
    package borrowing func withPointers<Result>(
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        body(pointers)
    }

    deinit {
        for index in 0..<count {
            free(pointers[index])
        }
        pointers.deinitialize(count: count + 1)
        pointers.deallocate()
    }
}
