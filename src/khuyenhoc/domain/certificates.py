"""Numbers of decisions and certificates, and the code by which anybody can check a certificate."""

import base64
import hashlib
import hmac
import unicodedata

_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_TO_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
CODE_LETTERS = 12  # 60 bits: guessing one of a billion certificates takes a billion tries


def decision_number(serial: int, year: int, suffix: str) -> str:
    """As the decree on papers writes it: 15/2023/QĐ-UBND."""
    return f"{serial:02d}/{year}/{suffix}"


def certificate_number(serial: int, year: int) -> str:
    """Serial of the body and year, five digits: 00042/2023."""
    return f"{serial:05d}/{year}"


def check_code(secret: bytes, recognition_id: int) -> str:
    """Twelve letters and digits in threes of four, without O, I, L, U; nobody without the secret can make one."""
    digest = hmac.new(secret, f"certificate:{recognition_id}".encode(), hashlib.sha256).digest()
    code = base64.b32encode(digest).decode("ascii")[:CODE_LETTERS].translate(_TO_CROCKFORD)
    return "-".join(code[i : i + 4] for i in range(0, CODE_LETTERS, 4))


def read_code(typed: str) -> str:
    """A code as a person typed it, in the form it is stored: any case, blanks, look-alikes mended."""
    letters = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())
    letters = letters.translate(_LOOK_ALIKE)
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))
