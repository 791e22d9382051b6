import Digests
import HTTPKit
import Model
import Operations

/// The gateway's description for clients in any language (OpenAPI 3.1), written from the table.
struct OpenAPIDocument {
    let version: String
    var operations = OperationTable.all

    var json: JSONValue {
        var schemas = SchemaShelf()
        var paths: [String: JSONValue] = [:]
        for entry in operations.entries {
            var methods = ["post": description(of: entry, isPosted: true, &schemas)]
            if HTTPNames.isGet(entry.effect) {
                methods["get"] = description(of: entry, isPosted: false, &schemas)
            }
            paths[HTTPNames.path(of: entry.name)] = .object(methods)
        }
        paths["/health"] = plain("health", "Whether the gateway is well.", failing: true)
        paths["/openapi.json"] = plain("openapi", "This document.", failing: false)
        paths["/v1/events"] = Self.events
        for signal in ["metrics", "logs", "traces"] {
            paths["/v1/\(signal)"] = Self.telemetry(signal)
        }
        paths["/metrics"] = Self.metrics
        schemas.put("problem", Self.problemSchema)
        return [
            "openapi": "3.1.0",
            "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
            "info": [
                "title": "Worklead",
                "version": .string(version),
                "summary": "The lead for a fleet of coding agents.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "security": [["token": []]],
            "tags": .array(tags),
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas.members),
                "securitySchemes": [
                    "token": [
                        "type": "http", "scheme": "bearer",
                        "description": "A token of `worklead token create`.",
                    ]
                ],
                "responses": ["problem": Self.problemResponse],
            ],
        ]
    }

    private var tags: [JSONValue] {
        let nouns = operations.entries.map { String($0.name.prefix { $0 != "." }) }
        return Array(Set(nouns)).sorted().map { ["name": .string($0)] }
    }

    private func description(
        of entry: OperationEntry,
        isPosted: Bool,
        _ schemas: inout SchemaShelf
    ) -> JSONValue {
        // A read that is posted is the same for an input that is longer than a query may be.
        let isRead = HTTPNames.isGet(entry.effect)
        var members: [String: JSONValue] = [
            "operationId": .string(isRead && isPosted ? entry.name + ".posted" : entry.name),
            "summary": .string(entry.summary),
            "tags": [.string(String(entry.name.prefix { $0 != "." }))],
            "x-worklead-effect": .string(entry.effect.rawValue),
            "x-worklead-errors": .array(entry.errors.map { .string($0) }),
            "responses": responses(of: entry, isCached: !isPosted, &schemas),
        ]
        if !isPosted {
            let input = schemas.hoisted(entry.inputSchema)
            members["parameters"] = .array(query(input) + Self.asking)
        } else {
            // What a record refuses is no matter of one that is answered.
            let body = schemas.hoisted(BodySchema.completed(entry.inputSchema), apart: ".body")
            members["parameters"] = .array((isRead ? [] : Self.changing) + Self.asking)
            members["requestBody"] = [
                "required": .bool(body["required"] != nil),
                "content": ["application/json": ["schema": body, "example": entry.example]],
            ]
        }
        return .object(members)
    }

    /// Each field of the input as a parameter of the query.
    private func query(_ input: JSONValue) -> [JSONValue] {
        let required = (input["required"]?.arrayValue ?? []).compactMap(\.stringValue)
        return (input["properties"]?.objectValue ?? [:]).sorted { $0.key < $1.key }.map {
            [
                "name": .string($0.key), "in": "query", "schema": QuerySchema.of($0.value),
                "required": .bool(required.contains($0.key)),
            ]
        }
    }

    private func responses(
        of entry: OperationEntry,
        isCached: Bool,
        _ schemas: inout SchemaShelf
    ) -> JSONValue {
        let output = schemas.hoisted(entry.outputSchema)
        let fields = entry.outputSchema["properties"]
        // A page alone is told as a list; what has more fields beside is a record of its own.
        let isPage =
            fields?.objectValue.map { Set($0.keys) } == ["items", "total", "next"]
        var properties: [String: JSONValue] = [
            "ok": ["type": "boolean"],
            "schema": ["const": .string(entry.schemaName)],
            "data": isPage ? output["properties"]?["items"] ?? output : output,
            "rev": ["type": "integer"],
            "count": ["type": "integer"], "total": ["type": "integer"],
            "next": ["type": "string"], "already": ["type": "boolean"],
            "dry_run": ["type": "boolean"],
            "events": ["type": "array", "items": ["type": "object"]],
            "warnings": ["type": "array", "items": ["type": "string"]],
        ]
        properties["error"] = ["type": "object"]
        let envelope: JSONValue = [
            "type": "object", "required": ["ok", "schema", "data"],
            "properties": .object(properties),
        ]
        var responses: [String: JSONValue] = [
            "200": [
                "description": "The answer.",
                "headers": Self.answerHeaders(isCached: isCached),
                "content": ["application/json": ["schema": envelope]],
            ]
        ]
        if isCached {
            responses["304"] = ["description": "The answer is the one that the caller has."]
        }
        for status in Self.problems { responses[status] = Self.problemReference }
        return .object(responses)
    }

    private func plain(_ name: String, _ summary: String, failing: Bool) -> JSONValue {
        let answer: JSONValue = [
            "description": .string(summary),
            "content": ["application/json": ["schema": ["type": "object"]]],
        ]
        var responses: [String: JSONValue] = ["200": answer, "421": Self.problemReference]
        responses["403"] = Self.problemReference
        if failing {
            responses["503"] = answer
        } else {
            responses["304"] = ["description": "The same."]
        }
        return [
            "get": [
                "operationId": .string(name), "summary": .string(summary), "security": [],
                "responses": .object(responses),
            ]
        ]
    }

    /// Where agents' programs report of themselves.
    private static func telemetry(_ signal: String) -> JSONValue {
        let object: JSONValue = ["application/json": ["schema": ["type": "object"]]]
        var responses: [String: JSONValue] = [
            "200": ["description": "What was not counted, if anything.", "content": object]
        ]
        for status in problems { responses[status] = problemReference }
        return [
            "post": [
                "operationId": .string("telemetry.\(signal)"),
                "summary": .string("Takes \(signal) of OTLP, and keeps tokens and cost."),
                "requestBody": ["content": object],
                "responses": .object(responses),
            ]
        ]
    }

    // MARK: - What stands at many places

    private static let problems = [
        "400", "401", "403", "404", "409", "412", "413", "415", "421", "422", "500", "503",
    ]

    private static let problemReference: JSONValue = ["$ref": "#/components/responses/problem"]

    private static let problemResponse: JSONValue = [
        "description": "Why it was not done.",
        "content": [
            "application/problem+json": ["schema": ["$ref": "#/components/schemas/problem"]]
        ],
    ]

    private static let problemSchema: JSONValue = [
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": [
            "type": ["type": "string", "format": "uri"], "title": ["type": "string"],
            "status": ["type": "integer"], "detail": ["type": "string"],
            "instance": ["type": "string"], "code": ["type": "string"],
            "category": ["type": "string"], "exit": ["type": "integer"],
            "message": ["type": "string"], "hint": ["type": "string"],
            "next": ["type": "array", "items": ["type": "string"]],
        ],
    ]

    private static let asking: [JSONValue] = [
        header(
            HTTPNames.asAgent,
            "The agent that asks, if it is not the token's.",
            schema(of: AgentID.self)
        )
    ]

    private static let changing: [JSONValue] = [
        header(
            HTTPNames.idempotencyKey,
            "The caller's name for the change, in quotation marks.",
            CallOptions.idempotencyKeySchema
        ),
        [
            "name": .string(HTTPNames.dryRun), "in": "header", "required": false,
            "description": "Whether to go the whole way and write nothing.",
            "schema": ["type": "string", "enum": ["true", "false"]],
        ],
        header(
            HTTPNames.claimedTime,
            "When it happened by the caller's clock.",
            schema(of: Timestamp.self)
        ),
        header(
            "If-Match",
            "The ETag of the answer that the change was decided on.",
            EntityTag.schema
        ),
    ]

    private static func header(
        _ name: String,
        _ documentation: String,
        _ schema: JSONValue
    ) -> JSONValue {
        [
            "name": .string(name), "in": "header", "required": false,
            "description": .string(documentation), "schema": schema,
        ]
    }

    private static func schema<Value: FieldValue>(of value: Value.Type) -> JSONValue {
        var none = SchemaDefinitions()
        return Value.schema(in: &none)
    }

    private static func answerHeaders(isCached: Bool) -> JSONValue {
        var headers: [String: JSONValue] = [
            HTTPNames.revision: [
                "description": "The ledger's revision that the answer is true of.",
                "schema": ["type": "integer"],
            ]
        ]
        if isCached {
            headers["ETag"] = [
                "description": "Names the answer; a change may show it as If-Match.",
                "schema": ["type": "string"],
            ]
        }
        return .object(headers)
    }

    private static let events: JSONValue = [
        "get": [
            "operationId": "events", "tags": ["event"],
            "summary": "The events as they happen, as server-sent events.",
            "parameters": [
                query("after", "integer", "Only events after this revision."),
                query("actor", "string", "Only what this agent did."),
                query("subject", "string", "Only what is about this."),
                query("type", "string", "Only this type; `*` stands for anything."),
                header(
                    "Last-Event-ID",
                    "The revision of the last event that was seen.",
                    ["type": "string", "pattern": "^[0-9]{1,18}$"]
                ),
            ],
            "responses": .object(
                [
                    "200": [
                        "description": "The stream.",
                        "content": ["text/event-stream": ["schema": ["type": "string"]]],
                    ]
                ].merging(
                    problems.map { ($0, problemReference) },
                    uniquingKeysWith: { first, _ in first }
                )
            ),
        ]
    ]

    private static func query(_ name: String, _ type: String, _ text: String) -> JSONValue {
        [
            "name": .string(name), "in": "query", "required": false,
            "description": .string(text), "schema": ["type": .string(type)],
        ]
    }

    private static let metrics: JSONValue = [
        "get": [
            "operationId": "metrics", "summary": "Figures in Prometheus' text format.",
            "responses": .object(
                [
                    "200": [
                        "description": "The figures.",
                        "content": ["text/plain": ["schema": ["type": "string"]]],
                    ]
                ].merging(
                    problems.map { ($0, problemReference) },
                    uniquingKeysWith: { first, _ in first }
                )
            ),
        ]
    ]
}

/// The schemas that operations share, put where OpenAPI looks for them.
private struct SchemaShelf {
    private(set) var members: [String: JSONValue] = [:]

    mutating func put(_ name: String, _ schema: JSONValue) { members[name] = schema }

    /// The schema with its definitions moved to the shelf, under their names with that ending.
    mutating func hoisted(_ schema: JSONValue, apart ending: String = "") -> JSONValue {
        guard case .object(var own) = schema else { return schema }
        for (name, definition) in own["$defs"]?.objectValue ?? [:] {
            members[name + ending] = Self.redirected(definition, ending)
        }
        own["$defs"] = nil
        own["$schema"] = nil
        return Self.redirected(.object(own), ending)
    }

    private static func redirected(_ schema: JSONValue, _ ending: String) -> JSONValue {
        switch schema {
        case .object(let members):
            .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { key, value in
                        guard key == "$ref", let target = value.stringValue else {
                            return (key, redirected(value, ending))
                        }
                        let name = target.split(separator: "/").last.map(String.init) ?? target
                        return (key, .string("#/components/schemas/" + name + ending))
                    }
                )
            )
        case .array(let elements): .array(elements.map { redirected($0, ending) })
        case .null, .bool, .integer, .number, .string: schema
        }
    }
}
