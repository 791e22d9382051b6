"""wrk, the load generator for HTTP, with figures that a program can read."""

from .ground import Folder, figures, program

# Its own report has no 95th percentile.
SCRIPT = """
function done(summary, latency, requests)
    local wrong = summary.errors.connect + summary.errors.read + summary.errors.write
        + summary.errors.status + summary.errors.timeout
    print(string.format(
        '{"count":%d,"failed":%d,"per_second":%.1f,"p50_us":%d,"p95_us":%d,"p99_us":%d}',
        summary.requests, wrong, summary.requests / summary.duration * 1e6,
        latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
"""


def wrk(port, path, clients, seconds):
    """Asks a server on 127.0.0.1 for the same page over and over."""
    folder = Folder()
    try:
        figure = figures(
            program("wrk", "wrk"),
            "-t",
            min(clients, 2),
            "-c",
            clients,
            "-d",
            f"{max(1, round(seconds))}s",
            "-s",
            folder.write("script.lua", SCRIPT),
            f"http://127.0.0.1:{port}{path}",
        )
    finally:
        folder.remove()
    if figure["failed"]:
        raise RuntimeError(f"{figure['failed']} answers from port {port} were no answers")
    return figure
