import Glibc
import SQLKit
import SQLiteDriver
import TestSupport
import Testing

@Suite("Files that are no sound store")
struct DamagedFileTests {
    /// What a store of a few hundred rows looks like on the disk.
    private static func sound() throws -> [UInt8] {
        try withFolder { folder in
            let path = folder + "/store"
            var options = SQLiteDatabase.Options()
            options.writerLock = .life
            options.durability = .none
            let database = try SQLiteDatabase(at: path, options: options)
            try database.write { transaction in
                try transaction.run("CREATE TABLE n (i INTEGER PRIMARY KEY, text TEXT NOT NULL)")
                try transaction.run("CREATE INDEX n_by_text ON n (text)")
                for number in 0..<500 {
                    let text = String(repeating: "\(number) ", count: 20)
                    try transaction.run("INSERT INTO n VALUES (\(number), \(text))")
                }
            }
            database.close()
            return try bytes(of: path)
        }
    }

    /// What reading, checking and writing give for a file of these bytes.
    private func errors(_ bytes: [UInt8]) throws -> [SQLError] {
        try withFolder { folder in
            let path = folder + "/store"
            try write(bytes, to: path)
            let database = try SQLiteDatabase(at: path)
            var errors: [SQLError] = []
            func attempt(_ body: () throws -> Void) throws {
                do { try body() } catch let error as SQLError { errors.append(error) }
            }
            try attempt {
                _ = try database.read { try $0.query("SELECT i, text FROM n") { try $0.text(1) } }
            }
            try attempt {
                let problems = try database.integrityCheck(.full)
                if !problems.isEmpty { throw SQLError(.corrupt, problems[0]) }
            }
            try attempt {
                _ = try database.write { try $0.run("INSERT INTO n VALUES (1000, 'a')") }
            }
            return errors
        }
    }

    @Test("A sound file has nothing to report")
    func nothing() throws {
        #expect(try errors(Self.sound()) == [])
    }

    @Test("A text, random bytes and a database of another kind are called what they are")
    func notADatabase() throws {
        var numbers = SplitMix64(seed: 7)
        let random = (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        for bytes in [random, Array("just a text, of more than a hundred bytes ".utf8) + random] {
            let errors = try errors(bytes)
            #expect(errors.count == 3)
            #expect(errors.allSatisfy { $0.kind == .notADatabase })
            #expect(errors.first?.message.contains("/store'") == true)
            #expect(errors.first?.code == "store.not_a_database")
        }
    }

    @Test("A file that was cut anywhere is reported, and no answer is made up")
    func truncated() throws {
        let sound = try Self.sound()
        for count in stride(from: 100, to: sound.count, by: 2500) {
            let errors = try errors(Array(sound.prefix(count)))
            #expect(!errors.isEmpty, "cut at \(count)")
            for error in errors {
                // A row that lost its end may still be found, without its text.
                let kinds: [SQLError.Kind] = [
                    .corrupt, .notADatabase, .decode(column: "text", found: .null),
                ]
                #expect(kinds.contains(error.kind), "cut at \(count): \(error)")
            }
        }
    }

    @Test("A page of zeros in the middle is reported")
    func zeroed() throws {
        let sound = try Self.sound()
        for page in 1..<(sound.count / 4096) {
            var bytes = sound
            bytes.replaceSubrange(
                page * 4096..<(page + 1) * 4096,
                with: repeatElement(0, count: 4096)
            )
            let errors = try errors(bytes)
            #expect(!errors.isEmpty, "page \(page)")
            #expect(errors.allSatisfy { $0.kind == .corrupt }, "page \(page): \(errors)")
        }
    }

    @Test("Flipped bits never end the program")
    func flipped() throws {
        let sound = try Self.sound()
        var numbers = SplitMix64(seed: 11)
        var reported = 0
        for _ in 0..<60 {
            var bytes = sound
            for _ in 0..<8 {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            }
            reported += try errors(bytes).isEmpty ? 0 : 1
        }
        // A bit of a text is the text's own affair: the ledger's digests find it.
        #expect(reported > 20)
    }

    @Test("A missing file, a missing folder and a folder are named")
    func missing() throws {
        try withFolder { folder in
            var options = SQLiteDatabase.Options()
            options.creates = false
            let none = #expect(throws: SQLError.self) {
                try SQLiteDatabase(at: folder + "/none", options: options)
            }
            #expect(none?.kind == .missing)
            #expect(none?.message.contains(folder + "/none") == true)
            #expect(names(in: folder) == [])

            let noFolder = #expect(throws: SQLError.self) {
                try SQLiteDatabase(at: folder + "/none/store")
            }
            #expect(noFolder?.kind == .missing)

            mkdir(folder + "/folder", 0o700)
            let isFolder = #expect(throws: SQLError.self) {
                try SQLiteDatabase(at: folder + "/folder")
            }
            #expect(isFolder?.kind == .cannotOpen)
        }
    }

    @Test("A file that disappears is reported as missing")
    func removed() throws {
        try withFolder { folder in
            let path = folder + "/store"
            try SQLiteDatabase(at: path).write { try $0.run("CREATE TABLE n (i INTEGER)") }
            let database = try SQLiteDatabase(at: path)
            unlink(path)
            let error = #expect(throws: SQLError.self) {
                try database.read { try $0.run("SELECT 1") }
            }
            #expect(error?.kind == .missing)
        }
    }
}
