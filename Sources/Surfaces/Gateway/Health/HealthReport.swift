import Digests

/// Whether the gateway is well, and what is not.
struct HealthReport {
    let checks: [HealthCheck]
    let version: String

    var isWell: Bool { checks.allSatisfy { $0.fault == nil } }

    var json: JSONValue {
        [
            "status": .string(isWell ? "pass" : "fail"),
            "version": .string(version),
            "checks": .object(
                Dictionary(
                    checks.map { check in
                        var members: [String: JSONValue] = [
                            "status": .string(check.fault == nil ? "pass" : "fail")
                        ]
                        members["output"] = check.fault.map { .string($0) }
                        return (check.name, .object(members))
                    },
                    uniquingKeysWith: { first, _ in first }
                )
            ),
        ]
    }
}
