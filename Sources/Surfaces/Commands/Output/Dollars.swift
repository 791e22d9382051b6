extension Double {
    /// The amount to the hundredth of a cent, as models are cheap by the call.
    var inDollars: String {
        let parts = Int64((self * 10_000).rounded())
        let rest = String(parts % 10_000)
        return "\(parts / 10_000)." + String(repeating: "0", count: 4 - rest.utf8.count) + rest
    }
}
