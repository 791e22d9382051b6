import Commands
import Model
import Testing

@Suite("Times in words")
struct RelativeTimeTests {
    @Test(
        "A moment is said from now",
        arguments: [
            (0, "now"), (-1, "1s ago"), (-59, "59s ago"), (-60, "1m ago"), (-3599, "59m ago"),
            (-3600, "1h ago"), (-172_799, "47h ago"), (-172_800, "2d ago"), (1080, "in 18m"),
            (-60 * 86_400, "2026-09-27"), (90 * 86_400, "2027-02-24"),
        ] as [(Int64, String)]
    )
    func relative(seconds: Int64, words: String) {
        #expect((sampleMoment + .seconds(seconds)).relative(to: sampleMoment) == words)
    }

    @Test("A moment just missed by a clock that differs is now")
    func skew() {
        #expect((sampleMoment + .milliseconds(400)).relative(to: sampleMoment) == "now")
        #expect((sampleMoment + .milliseconds(-400)).relative(to: sampleMoment) == "now")
    }

    @Test(
        "A duration has its two largest units, those that are zero left out",
        arguments: [
            (.zero, "0s"), (.milliseconds(350), "350ms"), (.seconds(45), "45s"),
            (.seconds(1800), "30m"), (.seconds(5400), "1h30m"), (.seconds(3605), "1h"),
            (.seconds(90_061), "1d1h"), (.seconds(86_400), "1d"), (.seconds(-61), "-1m1s"),
        ] as [(Duration, String)]
    )
    func brief(duration: Duration, words: String) {
        #expect(duration.brief == words)
    }
}
