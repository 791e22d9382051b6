-- Prints what wrk measured as one JSON document; its own report has no 95th percentile.
function done(summary, latency, requests)
    local wrong = summary.errors.connect + summary.errors.read + summary.errors.write
        + summary.errors.status + summary.errors.timeout
    print(string.format(
        '{"count":%d,"failed":%d,"per_second":%.1f,"p50_us":%d,"p95_us":%d,"p99_us":%d}',
        summary.requests, wrong, summary.requests / summary.duration * 1e6,
        latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
