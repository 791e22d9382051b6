import Operations
import Testing

@testable import Dashboard

@Suite("Every page of the dashboard")
struct EveryPageTests {
    @Test("Each page says so where one of its operations fails, whichever it is")
    func degraded() async throws {
        let pages = try await EveryPage()
        let addresses = try await pages.addresses()
        #expect(Set(PageKind.all.map(\.pattern)).subtracting(addresses.keys) == [], "not reached")
        var forced = 0
        for (pattern, address) in addresses.sorted(by: { $0.key < $1.key }) {
            pages.caller.fail(nil)
            let well = try await pages.page(address)
            #expect(!well.contains("id=\"degraded\""), "\(address)")
            for operation in pages.caller.asked {
                pages.caller.fail(operation)
                let page = try await pages.page(address)
                let says =
                    page.contains("test.forced") && page.contains("It was made to fail.")
                let isOfFrame = page.contains("How much waits is not known")
                #expect(says || isOfFrame, "\(pattern) is silent where \(operation) fails")
                if page.contains("id=\"degraded\"") {
                    let main = page.firstRange(of: "<main").map { page[$0.lowerBound...] } ?? ""
                    #expect(!main.contains("<form"), "\(pattern) without \(operation) offers")
                }
                forced += 1
            }
        }
        #expect(forced > 100)
    }

    @Test("Each form says how what it is about was shown, which is how it stands")
    func shown() async throws {
        let pages = try await EveryPage()
        var options = CallOptions()
        options.session = pages.login.session
        options.credential = pages.login.credential
        var offered: [String: Int] = [:]
        for address in try await pages.addresses().values {
            let page = try await pages.page(address)
            for form in page.split(separator: "action=\"/act/").dropFirst() {
                let operation = String(form.prefix { $0 != "\"" })
                offered[operation, default: 0] += 1
                let end = form.firstRange(of: "</form>")?.lowerBound ?? form.endIndex
                let fields = form[..<end]
                let subject = try ActionSubject(try #require(Self.value("subject", in: fields)))
                guard subject != .nothing else {
                    #expect(operation == "message.send", "\(address): \(operation)")
                    continue
                }
                let state = try await SubjectState.read(
                    subject,
                    for: pages.login.agent,
                    pages.caller,
                    options
                )
                #expect(
                    Self.value("shown", in: fields) == state?.digest.hex,
                    "\(address): \(operation) on \(subject.text), \(state?.words ?? "gone")"
                )
            }
        }
        #expect(Set(offered.keys).subtracting(ActionDesk.offered) == [])
        #expect(offered.count > 10, "\(offered)")
    }

    @Test("The command that help names for a page is the one that the page names itself")
    func commands() async throws {
        let pages = try await EveryPage()
        let help = try await pages.page("/help")
        for tab in Tab.main + Tab.more {
            let page = try await pages.page(tab.path)
            let said = page.firstRange(of: "Same as the command <code>").map {
                page[$0.upperBound...].prefix { $0 != "<" }.description
            }
            #expect(said?.hasPrefix(tab.command) == true, "\(tab): \(said ?? "nothing")")
            #expect(help.contains("<code>\(tab.command)</code>"), "\(tab)")
        }
    }

    private static func value(_ name: String, in form: Substring) -> String? {
        form.firstRange(of: "name=\"\(name)\" value=\"").map { start in
            form[start.upperBound...].prefix { $0 != "\"" }.description
        }
    }
}
