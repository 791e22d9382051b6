/// The clock that tests of real processes run by.
func monotonic() -> Duration {
    clockStart.duration(to: .now)
}

private let clockStart = ContinuousClock.now
