import Documents
import Model
import Testing

@Suite("Writing packets")
struct PacketRoundTripTests {
    @Test(
        "A packet with hostile text is written and read back the same, in both notations",
        arguments: [1, 2, 3, 4, 5, 6]
    )
    func roundTrip(seed: UInt64) throws {
        var generator = PacketGenerator(seed: seed)
        for round in 0..<6 {
            let packet = generator.packet()
            for notation in PacketNotation.allCases {
                let text = try PacketWriter().text(packet, notation)
                let read = try PacketReader().read(text, notation).packet
                #expect(read == packet, "seed \(seed), round \(round), \(notation)")
                #expect(try PacketWriter().text(read, notation) == text)
            }
        }
    }

    @Test("What Markdown cannot hold is refused by the field's name, not lost")
    func notWritable() throws {
        let packets: [(Packet, PacketField)] = [
            (Packet(title: "T", doneMeans: ["nul\0"]), .doneMeans),
            (Packet(title: "T", testPlan: CommandPlan(commands: ["# only a comment"])), .testPlan),
            (Packet(title: "T", testPlan: CommandPlan(commands: ["echo 'a", "b"])), .testPlan),
            (Packet(title: "T", what: " spaced "), .what),
        ]
        for (packet, field) in packets {
            #expect(throws: DocumentError(.notWritable(field))) {
                try PacketWriter().text(packet, .markdown)
            }
        }
        let swallowing = Packet(
            title: "T",
            sections: [
                PacketSection(heading: "A", text: "```\nnever closed"),
                PacketSection(heading: "B", text: "x"),
            ]
        )
        #expect(throws: DocumentError(.notWritable(.sections))) {
            try PacketWriter().text(swallowing, .markdown)
        }
    }
}
