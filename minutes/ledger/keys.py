"""The key that signs the heads of the log: a file outside the database, which nobody but its owner may read."""

import stat
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


class KeyRefused(Exception):
    """The key cannot be used; the text says why and what to do."""


def write_key(path: Path) -> str:
    """Make a key and write it to a new file; its public half. Raises FileExistsError: a key is not written over."""
    key = Ed25519PrivateKey.generate()
    path.touch(0o600, exist_ok=False)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return public_half(key)


def read_key(path: Path) -> Ed25519PrivateKey:
    """The key in a file. Raises KeyRefused: where there is none, where others may read it."""
    try:
        mode, content = path.stat().st_mode, path.read_bytes()
    except OSError as error:
        raise KeyRefused(f"The key of the public log cannot be read from {path}: {error.strerror}.") from error
    if stat.S_IMODE(mode) & 0o077:
        raise KeyRefused(f"Others may read the key of the public log: chmod 600 {path}.")
    try:
        key = load_pem_private_key(content, password=None)
    except (ValueError, TypeError) as error:
        raise KeyRefused(f"{path} holds no key: make one with make_log_key.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefused(f"{path} holds a key of another kind: make one with make_log_key.")
    return key


def public_half(key: Ed25519PrivateKey) -> str:
    """In hexadecimal."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def is_signed(message: bytes, signature: str, key: str) -> bool:
    """Whether a signature is that of the key, both in hexadecimal."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (ValueError, InvalidSignature):
        return False
    return True
