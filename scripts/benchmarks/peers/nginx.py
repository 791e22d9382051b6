"""nginx serving a static file, asked by wrk; and wrk for whoever stands beside it."""

import os

from .ground import figures, free_port, last_word, program, Folder, Server

CONFIGURATION = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes auto;
{user}
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""
SCRIPT = os.path.join(os.path.dirname(__file__), "wrk.lua")


def wrk(port, path, clients, seconds):
    """Asks a server on 127.0.0.1 for the same page over and over."""
    figure = figures(
        program("wrk", "wrk"), "-t", min(clients, 2), "-c", clients,
        "-d", f"{max(1, round(seconds))}s", "-s", SCRIPT, f"http://127.0.0.1:{port}{path}",
    )
    if figure["failed"]:
        raise RuntimeError(f"{figure['failed']} answers from port {port} were no answers")
    return figure


class Nginx:
    name = "nginx, a static file"

    def __init__(self):
        program("wrk", "wrk")
        self.program = program("nginx", "nginx-light")
        self.version = "nginx " + last_word(self.program, "-v").split("/")[-1]

    def start(self):
        self.folder = Folder()
        self.port = free_port()
        os.mkdir(self.folder / "files")
        # As long as what /health answers.
        self.folder.write("files/health", "x" * 300)
        user = "user root;" if os.geteuid() == 0 else ""
        configuration = self.folder.write(
            "nginx.conf", CONFIGURATION.format(folder=self.folder.path, port=self.port, user=user)
        )
        self.server = Server(self.folder, (self.program, "-c", configuration), self.port)

    def measure(self, clients, seconds):
        yield "health", self.name, wrk(self.port, "/health", clients, seconds)

    def stop(self):
        self.server.stop()
        self.folder.remove()
