/// The house of `docs/architecture.md`: which target stands in which layer, and what it may import.
enum House {
    struct Room: Sendable {
        let layer: String
        let mayImport: Set<String>
    }

    /// From the ground up: a target imports from its own layer or from one before it.
    static let layers = [
        "Foundations", "Domain", "Storage", "Engine", "Surfaces", "Program", "Testing",
    ]

    static let rooms: [String: Room] = {
        var rooms: [String: Room] = [:]
        func room(_ layer: String, _ name: String, _ mayImport: Set<String> = []) {
            rooms[name] = Room(layer: layer, mayImport: mayImport)
        }
        // C libraries and shims. Each has the few importers that are named below.
        room("Foundations", "CSQLite")
        room("Foundations", "CCrypto")
        room("Foundations", "CMark")
        room("Foundations", "CExpat")
        room("Foundations", "CDigests", ["CCrypto"])
        room("Foundations", "CMicroHTTP")
        room("Foundations", "CHTTPServer", ["CMicroHTTP"])
        room("Foundations", "CSignatures", ["CCrypto"])
        room("Foundations", "CZlib")
        room("Foundations", "CQRCode")
        room("Foundations", "CTOML")
        room("Foundations", "CYAML")
        room("Foundations", "CLinux")

        room("Foundations", "Telemetry")
        room("Foundations", "Digests", ["CDigests"])
        room("Foundations", "CommandLineKit")
        room("Foundations", "SQLKit")
        room("Foundations", "JSONRPCKit", ["Digests", "Telemetry"])
        room("Foundations", "XMLKit", ["CExpat"])
        room("Foundations", "TOMLKit", ["CTOML"])
        room("Foundations", "YAMLKit", ["CYAML"])
        room("Foundations", "MarkupKit", ["CMark"])
        room("Foundations", "ReportKit", ["MarkupKit", "Digests"])
        room("Foundations", "GzipKit", ["CZlib"])
        room("Foundations", "QRKit", ["CQRCode"])
        room("Foundations", "SubprocessKit", ["Telemetry", "CLinux"])
        room("Foundations", "HTTPKit", ["Telemetry", "CLinux"])
        room(
            "Foundations",
            "HTTPServerKit",
            ["HTTPKit", "Telemetry", "CLinux", "CHTTPServer"]
        )
        room("Foundations", "GitKit", ["SubprocessKit", "CLinux"])
        room("Foundations", "ServiceKit", ["CLinux"])
        room("Foundations", "SignatureKit", ["SubprocessKit", "Digests", "CSignatures"])
        room("Foundations", "AgentProtocols", ["JSONRPCKit", "Digests"])
        room(
            "Foundations",
            "AgentKit",
            ["AgentProtocols", "SubprocessKit", "Digests", "Telemetry", "CLinux"]
        )
        room("Foundations", "BagKit", ["Digests", "Telemetry", "CLinux"])
        room("Foundations", "SQLiteDriver", ["SQLKit", "Telemetry", "CSQLite", "CLinux"])

        room("Domain", "Model", ["Digests"])
        room(
            "Domain",
            "Documents",
            [
                "Model", "AgentProtocols", "MarkupKit", "TOMLKit", "XMLKit", "YAMLKit", "Digests",
            ]
        )

        room("Storage", "Store", ["Model", "SQLKit", "Digests"])

        room(
            "Engine",
            "Engine",
            [
                "Model", "Documents", "Store", "SQLKit", "ReportKit", "Telemetry", "Digests",
            ]
        )
        room(
            "Engine",
            "Replay",
            [
                "Model", "SubprocessKit", "GitKit", "Digests", "Telemetry", "CLinux", "XMLKit",
            ]
        )

        room("Surfaces", "Operations", ["Model", "ReportKit", "Digests"])
        room(
            "Surfaces",
            "MCP",
            ["Operations", "JSONRPCKit", "Model", "Digests", "Telemetry"]
        )
        room(
            "Surfaces",
            "Commands",
            [
                "Operations", "Model", "CommandLineKit", "ReportKit", "QRKit", "Telemetry",
                "Digests",
            ]
        )
        let served: Set = ["Operations", "Model", "HTTPKit", "Telemetry", "Digests"]
        room("Surfaces", "Gateway", served.union(["GzipKit"]))
        room("Surfaces", "Client", served)
        // Pages, which the gateway serves beside the operations.
        room("Surfaces", "CDashboard")
        room(
            "Surfaces",
            "Dashboard",
            served.union(["Gateway", "ReportKit", "MarkupKit", "CDashboard"])
        )

        // A client of the operations, as the command line is one.
        room(
            "Program",
            "Driving",
            [
                "Operations", "Documents", "Model", "AgentKit", "AgentProtocols", "SubprocessKit",
                "Telemetry", "Digests",
            ]
        )

        // The only ones that name a driver, so they see everything before them; but the command
        // line never comes to load the library of the server.
        let all = rooms.keys.filter { !$0.hasPrefix("C") || $0 == "CommandLineKit" }
        let ground = Set(all).subtracting(
            ["Gateway", "Dashboard", "GzipKit", "HTTPServerKit"]
        )
        room("Program", "Assembly", ground.union(["Commands", "Client", "CLinux"]))
        room("Program", "worklead", ["Assembly", "Commands"])
        room("Program", "GatewayAssembly", Set(all).union(["Assembly", "Commands", "Client"]))
        room("Program", "worklead-gateway", ["Assembly", "GatewayAssembly"])

        // Tests build what they need, without going through Assembly.
        let driven = ground.subtracting(["Commands", "MCP", "Operations"])
        room("Testing", "TestSupport", driven.union(["CLinux"]))
        room("Testing", "Simulation", driven.union(["TestSupport"]))
        room("Testing", "month", driven.union(["Simulation", "TestSupport"]))
        room("Testing", "bench", driven.union(["Assembly", "TestSupport"]))
        room("Testing", "drive", ["AgentKit", "AgentProtocols", "SubprocessKit", "Digests"])
        room(
            "Testing",
            "mcp-fixtures",
            ["MCP", "HTTPKit", "HTTPServerKit", "Model", "Digests", "JSONRPCKit", "Telemetry"]
        )
        return rooms
    }()

    /// The end of a sentence about what the target may import.
    static func allowance(of target: String) -> String {
        let names = rooms[target]?.mayImport.sorted() ?? []
        return "\(target) may import "
            + (names.isEmpty ? "nothing of ours" : names.joined(separator: ", "))
    }
}
