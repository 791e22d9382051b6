enum LaneCases {
    static let steps: [ContractStep] = [
        .answered("lane.add", ["lane": "core", "function": "The service"]),
        .refused("lane.add", ["lane": "core", "function": "Another"], as: "lane.taken"),
        .answered("lane.list"),
        .misread("lane.list"),
        .answered("lane.park", ["lane": "core", "reason": "waits"]),
        .refused("lane.park", ["lane": "core", "reason": "still"], as: "lane.already_parked"),
        .answered("lane.unpark", ["lane": "core"]),
        .refused("lane.unpark", ["lane": "core"], as: "lane.not_parked"),
    ]
}
