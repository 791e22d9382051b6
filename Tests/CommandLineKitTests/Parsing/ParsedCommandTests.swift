import CommandLineKit
import Testing

@Suite("A value of a command line")
struct ParsedCommandTests {
    @Test("is read as text, with the default where none is given")
    func texts() throws {
        let parsed = try Shelf.program.run("lend dune --to ada".words)
        #expect(parsed.required(Shelf.Lend.book) == "dune")
        #expect(parsed.text(Shelf.Lend.reader) == "ada")
        #expect(parsed.text(Shelf.Lend.days) == "14")
        #expect(parsed.required(Shelf.Lend.days) == "14")
        #expect(parsed.texts(Shelf.Lend.days) == ["14"])
        #expect(!parsed.isGiven(Shelf.Lend.days))
        #expect(parsed.text(Shelf.Lend.note) == nil)
        #expect(parsed.texts(Shelf.Lend.note) == [])
        #expect(parsed.text(Shelf.format) == "text")
        #expect(!parsed.isSet(Shelf.Lend.urgent))
        #expect(!parsed.isSet(Shelf.quiet))
    }

    struct Weekday: Equatable {
        let name: String

        init(_ text: String) throws(WeekdayError) {
            guard ["monday", "friday"].contains(text) else { throw WeekdayError(text: text) }
            name = text
        }
    }

    struct WeekdayError: ValueFault {
        let text: String

        var code: String { "weekday.unknown" }
        var message: String { "'\(text)' is not a weekday." }
        var hint: String? { text.isEmpty ? nil : "Take monday." }
    }

    @Test("is converted by a closure")
    func conversion() throws {
        let parsed = try Shelf.program.run("lend monday --to friday".words)
        #expect(try parsed.required(Shelf.Lend.book, as: Weekday.init).name == "monday")
        #expect(try parsed.value(Shelf.Lend.reader, as: Weekday.init)?.name == "friday")
        #expect(try parsed.value(Shelf.Lend.note, as: Weekday.init) == nil)
        let several = try Shelf.program.run("import monday friday".words)
        #expect(
            try several.values(Shelf.Import.files, as: Weekday.init).map(\.name) == [
                "monday", "friday",
            ]
        )
    }

    @Test("is refused by an error that names the parameter and keeps the fault's code and hint")
    func refusal() throws {
        let parsed = try Shelf.program.run(["lend", "May", "--to="])
        let argument = #expect(throws: UsageError.self) {
            try parsed.required(Shelf.Lend.book, as: Weekday.init)
        }
        #expect(argument?.code == "weekday.unknown")
        #expect(argument?.message == "BOOK: 'May' is not a weekday.")
        #expect(argument?.hint == "Take monday.")
        #expect(argument?.path == ["lend"])
        let option = #expect(throws: UsageError.self) {
            try parsed.value(Shelf.Lend.reader, as: Weekday.init)
        }
        #expect(option?.message == "--to: '' is not a weekday.")
        #expect(option?.hint == "Run 'shelf lend --help'.")
    }

    @Test(
        "is a whole number of a range where that is asked",
        arguments: ["0", "31", "x", "", "7 "]
    )
    func integers(_ text: String) throws {
        let fine = try Shelf.program.run("lend x --to a -d 7".words)
        #expect(try fine.integer(Shelf.Lend.days, in: 1...30) == 7)
        let parsed = try Shelf.program.run(["lend", "x", "--to", "a", "--days=\(text)"])
        let fault = #expect(throws: UsageError.self) {
            try parsed.integer(Shelf.Lend.days, in: 1...30)
        }
        #expect(fault?.code == "usage.invalid_value")
        #expect(fault?.message == "--days: '\(text)' is not a whole number from 1 to 30.")
    }

    @Test("can't be read by a name that the command does not declare")
    func undeclared() async {
        await #expect(processExitsWith: .failure) {
            _ = try Shelf.program.run(["echo"]).text(Shelf.Lend.days)
        }
        await #expect(processExitsWith: .failure) {
            _ = try Shelf.program.run(["echo"]).isSet(Shelf.Lend.urgent)
        }
        await #expect(processExitsWith: .failure) {
            _ = try Shelf.program.run(["import", "x"]).text(Shelf.Import.files)
        }
        await #expect(processExitsWith: .failure) {
            _ = try Shelf.program.run("lend x --to a".words).required(Shelf.Lend.note)
        }
        await #expect(processExitsWith: .success) {
            _ = try Shelf.program.run(["echo"]).text(Shelf.format)
        }
    }
}
