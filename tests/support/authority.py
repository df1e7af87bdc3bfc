"""A certificate authority of a class: signs certificates for servers of this machine."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

CA = ("-addext", "keyUsage=critical,keyCertSign,cRLSign")
LEAF = (
    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
    "extendedKeyUsage=serverAuth\nsubjectAltName=IP:127.0.0.1,DNS:localhost\n"
    "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
)
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")


class Authority:
    """Keeps its files in a folder; skips the test where there is no openssl to make them with."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("openssl") is None:
            pytest.skip("there is no program openssl here to make certificates with")
        folder.mkdir()
        self._folder = folder
        self.certificate = folder / "authority.pem"
        self._key = folder / "authority.key"
        self._openssl(
            *("req", "-x509", *KEY, "-noenc", "-days", "2", "-subj", "/CN=Class", *CA),
            *("-keyout", str(self._key), "-out", str(self.certificate)),
        )

    def sign(self, name: str) -> tuple[Path, Path]:
        """A new certificate for this machine, and its key."""
        certificate, key = self._folder / f"{name}.pem", self._folder / f"{name}.key"
        request, extensions = self._folder / f"{name}.csr", self._folder / "leaf.conf"
        extensions.write_text(LEAF)
        self._openssl(
            *("req", *KEY, "-noenc", "-subj", f"/CN={name}"),
            *("-keyout", str(key), "-out", str(request)),
        )
        self._openssl(
            *("x509", "-req", "-days", "1", "-in", str(request), "-extfile", str(extensions)),
            *("-CA", str(self.certificate), "-CAkey", str(self._key), "-out", str(certificate)),
        )
        return certificate, key

    def locked(self, key: Path) -> Path:
        """The same key under a password."""
        locked = self._folder / "locked.key"
        self._openssl(
            *("pkcs8", "-topk8", "-in", str(key), "-out", str(locked), "-passout", "pass:x"),
        )
        return locked

    def trust(self) -> ssl.SSLContext:
        """What a client believes that trusts this authority and no other."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(
            ["openssl", *arguments], check=True, capture_output=True, timeout=60, text=True
        )
