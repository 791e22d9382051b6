"""nginx serving a static file, asked by wrk."""

import os

from fleet import free_port

from .ground import Folder, Peer, Server, last_word, program
from .wrk import wrk

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


class Nginx(Peer):
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
