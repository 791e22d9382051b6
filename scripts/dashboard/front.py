"""What publishes a gateway elsewhere: an end of TLS in front of its port, under a name of its own."""

import contextlib
import os
import socket
import ssl
import subprocess
import threading

NAME = "box.example"


class Front:
    """Takes TLS at a free port, and passes on what comes in it, byte by byte."""

    def __init__(self, gateway, folder):
        self.gateway = gateway
        self.folder = folder
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open = set()

    def __enter__(self):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(*certificate(self.folder))
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()
        for each in list(self.open):
            cut(each)

    def serve(self):
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:  # It was closed.
                return
            threading.Thread(target=self.pass_on, args=(plain,), daemon=True).start()

    def pass_on(self, plain):
        """One connection, until either side ends it."""
        with contextlib.suppress(OSError):
            with self.context.wrap_socket(plain, server_side=True) as outer:
                with socket.create_connection(("127.0.0.1", self.gateway)) as inner:
                    self.open |= {outer, inner}
                    back = threading.Thread(target=pump, args=(inner, outer), daemon=True)
                    back.start()
                    pump(outer, inner)
                    back.join()
                    self.open -= {outer, inner}


def pump(source, sink):
    with contextlib.suppress(OSError):
        while piece := source.recv(1 << 16):
            sink.sendall(piece)
    cut(source)
    cut(sink)


def cut(end):
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


def certificate(folder):
    """A certificate that nobody has signed, and its key."""
    files = [os.path.join(folder, "front." + each) for each in ("crt", "key")]
    subprocess.run(
        ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
         "-out", files[0], "-keyout", files[1]),
        check=True, capture_output=True,
    )
    return files
