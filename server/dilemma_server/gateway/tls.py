"""TLS: a certificate and its key, read at the start and again when they were renewed."""

from __future__ import annotations

import ssl
from pathlib import Path


class BadCertificate(Exception):
    """Files no TLS can be served with; one line that names the file and what is wrong with it."""


class Certificate:
    """Serves TLS with what two files hold; raises BadCertificate."""

    def __init__(self, certificate: Path, key: Path) -> None:
        self._certificate = certificate
        self._key = key
        self.context = self._fresh()

    def read_again(self) -> None:
        """Take what the files hold now for every later connection; raises BadCertificate.

        Those that are open keep what they began with. When the files cannot be used, all stays.
        """
        self._fresh()
        self.context.load_cert_chain(self._certificate, self._key)

    def _fresh(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        for path, setting in ((self._certificate, "tls_cert"), (self._key, "tls_key")):
            _check_readable(path, setting)
        try:
            # A key under a password would have the server ask for it at a terminal nobody sees.
            context.load_cert_chain(self._certificate, self._key, password=lambda: b"")
        except (OSError, ValueError) as error:
            raise BadCertificate(self._fault(error)) from None
        return context

    def _fault(self, error: Exception) -> str:
        """What is wrong with which file: OpenSSL says either, seldom both."""
        reason = getattr(error, "reason", None) or ""
        if reason == "KEY_VALUES_MISMATCH":
            return f"tls_key {self._key}: is not the key of the certificate {self._certificate}"
        if not _holds(self._certificate, b"-----BEGIN CERTIFICATE-----"):
            return f"tls_cert {self._certificate}: holds no certificate in PEM form"
        if _holds(self._key, b"ENCRYPTED"):
            return f"tls_key {self._key}: is under a password; it must be without one"
        if not _holds(self._key, b"PRIVATE KEY-----"):
            return f"tls_key {self._key}: holds no private key in PEM form"
        return f"tls_cert {self._certificate}, tls_key {self._key}: cannot be used: {error}"


def _check_readable(path: Path, setting: str) -> None:
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise BadCertificate(f"{setting} {path}: cannot be read: {error.strerror}") from None


def _holds(path: Path, mark: bytes) -> bool:
    try:
        return mark in path.read_bytes()
    except OSError:
        return False
