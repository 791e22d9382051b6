/// Where a packet came from and where its parts stood, for messages.
package struct PacketSource: Hashable, Sendable {
    /// The file's name, without folders.
    package var fileName: String?
    /// The size of the file.
    package var byteCount: Int
    /// The line on which each field that was found starts, from 1.
    package var lines: [PacketField: Int]

    package init(fileName: String? = nil, byteCount: Int = 0, lines: [PacketField: Int] = [:]) {
        self.fileName = fileName
        self.byteCount = byteCount
        self.lines = lines
    }
}
