import Glibc
import ReportKit
import Testing

@Suite("Reports as they are written")
struct GoldenReportTests {
    private static let folder =
        "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Golden/"

    /// `WORKLEAD_UPDATE_GOLDEN=1` writes the files anew.
    @Test("One of everything is written as it was reviewed", arguments: ReportFormat.allCases)
    func sample(format: ReportFormat) throws {
        let text = ReportDocument.sample.written(as: format)
        let path = Self.folder + "report." + format.ending
        if getenv("WORKLEAD_UPDATE_GOLDEN") != nil { try write(text, to: path) }
        #expect(try read(path) == text, "\(path) differs; WORKLEAD_UPDATE_GOLDEN=1 writes it anew")
    }

    @Test("The same report is the same bytes", arguments: ReportFormat.allCases)
    func sameBytes(format: ReportFormat) {
        let first = ReportDocument.sample.written(as: format)
        #expect(first == ReportDocument.sample.written(as: format))
        var other = ReportDocument.sample
        other.revision = 43
        #expect(first != other.written(as: format))
    }

    @Test("The ending of a file's name tells the format")
    func endings() {
        for format in ReportFormat.allCases {
            #expect(ReportFormat(ofFile: "a.b/BOARD." + format.ending.uppercased()) == format)
        }
        #expect(ReportFormat(ofFile: "report") == nil)
        #expect(ReportFormat(ofFile: "report.txt") == nil)
    }

    private func read(_ path: String) throws -> String {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { break }
            text += buffer[..<count]
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func write(_ text: String, to path: String) throws {
        let file = try #require(fopen(path, "w"))
        defer { fclose(file) }
        let bytes = Array(text.utf8)
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }
}

extension ReportFormat {
    fileprivate var ending: String {
        switch self {
        case .markdown: "md"
        case .html: "html"
        case .json: "json"
        }
    }
}
