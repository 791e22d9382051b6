"""Calls procrastinate from many clients; run by the Python of an environment that has it.

procrastinate_caller.py schema|defer|fetch CONNECTION CLIENTS SECONDS MOST
"""

import asyncio
import json
import multiprocessing
import sys
import time

import procrastinate


def application(connection, clients):
    connector = procrastinate.PsycopgConnector(
        conninfo=connection, min_size=clients, max_size=clients
    )
    app = procrastinate.App(connector=connector)

    @app.task(name="noop", queue="work")
    async def noop(text):
        pass

    return app, noop


async def make_schema(connection):
    app, _ = application(connection, 1)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()


async def client(app, task, what, worker, end, most, micros):
    while time.monotonic() < end and (most == 0 or len(micros) < most):
        before = time.monotonic()
        if what == "defer":
            await task.defer_async(text="x" * 100)
        elif await app.job_manager.fetch_job(queues=None, worker_id=worker) is None:
            return
        micros.append((time.monotonic() - before) * 1e6)


async def many(what, connection, clients, seconds, most, together):
    app, task = application(connection, clients)
    micros = []
    async with app.open_async():
        worker = await app.job_manager.register_worker()
        together.wait()
        start = time.monotonic()
        await asyncio.gather(
            *(
                client(app, task, what, worker, start + seconds, most, micros)
                for _ in range(clients)
            )
        )
        return micros, time.monotonic() - start


def one_process(what, connection, clients, seconds, most, together, answers):
    answers.put(asyncio.run(many(what, connection, clients, seconds, most, together)))


def main():
    what, connection = sys.argv[1:3]
    clients, seconds, most = int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5])
    if what == "schema":
        asyncio.run(make_schema(connection))
        print("{}")
        return
    processes = min(2, clients)
    together, answers = multiprocessing.Barrier(processes), multiprocessing.Queue()
    running = [
        multiprocessing.Process(
            target=one_process,
            args=(
                what,
                connection,
                clients // processes,
                seconds,
                most // processes,
                together,
                answers,
            ),
        )
        for _ in range(processes)
    ]
    for process in running:
        process.start()
    parts = [answers.get() for _ in running]
    for process in running:
        process.join()
    micros = sorted(time for part, _ in parts for time in part)
    count, took = len(micros), max(took for _, took in parts)
    print(
        json.dumps(
            {
                "count": count,
                "per_second": count / took,
                "p50_us": micros[count // 2],
                "p95_us": micros[count * 95 // 100],
                "p99_us": micros[count * 99 // 100],
            }
        )
    )


if __name__ == "__main__":
    main()
