"""A disk under SQLite that writes down what it is asked to, and can be full.

It stands between the program's own SQLite library and its file layer (a "VFS" that hands everything on), so the
settings, the locks, the log and the checkpoints are those of production. Install it once, in a process of its own.
"""

import ctypes
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal

import pysqlite3._sqlite3

SQLITE_OK, SQLITE_FULL = 0, 13
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_CLOSE = CFUNCTYPE(c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _Methods(ctypes.Structure):
    """sqlite3_io_methods."""

    _fields_ = [
        ("iVersion", c_int),
        ("xClose", _CLOSE),
        ("xRead", c_void_p),
        ("xWrite", _WRITE),
        ("xTruncate", _TRUNCATE),
        ("xSync", _SYNC),
        *((f"rest{number}", c_void_p) for number in range(13)),  # xFileSize … xUnfetch
    ]


class _File(ctypes.Structure):
    """sqlite3_file."""

    _fields_ = [("pMethods", POINTER(_Methods))]


class _Vfs(ctypes.Structure):
    """sqlite3_vfs."""

    _fields_ = [
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        ("xOpen", _OPEN),
        ("xDelete", _DELETE),
        *((f"rest{number}", c_void_p) for number in range(14)),  # xAccess … xNextSystemCall
    ]


@dataclass(frozen=True, slots=True)
class Operation:
    """What the file layer was asked: `size` of a truncation, `at` and `content` of a write."""

    kind: Literal["write", "truncate", "sync", "delete"]
    file: str
    at: int = 0
    content: bytes = b""


@dataclass
class Disk:
    """asked: every operation so far, in order. room: how many writes it still takes; None: any number."""

    asked: list[Operation] = field(default_factory=list)
    room: int | None = None
    _names: dict[int, str] = field(default_factory=dict)
    _kept: list[Any] = field(default_factory=list)  # what C points at must not be collected
    _replaced: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    installed: ClassVar[bool] = False

    def install(self) -> None:
        """Every connection opened from now on goes through it."""
        assert not Disk.installed
        Disk.installed = True
        library = ctypes.CDLL(pysqlite3._sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        library.sqlite3_vfs_find.argtypes = [c_char_p]
        library.sqlite3_vfs_register.argtypes = [POINTER(_Vfs), c_int]
        real = library.sqlite3_vfs_find(None)
        ours = _Vfs.from_buffer_copy(real.contents)
        ours.zName = b"recording"

        def opened(_: int, name: int, file: int, flags: int, told: int) -> int:
            result = int(real.contents.xOpen(ctypes.addressof(real.contents), name, file, flags, told))
            if result == SQLITE_OK and name:
                self._names[file] = Path((ctypes.string_at(name)).decode()).name
                self._hook(file)
            return result

        def deleted(_: int, name: bytes, sync: int) -> int:
            self.asked.append(Operation("delete", Path(name.decode()).name, at=sync))
            return int(real.contents.xDelete(ctypes.addressof(real.contents), name, sync))

        ours.xOpen, ours.xDelete = _OPEN(opened), _DELETE(deleted)
        self._kept += [ours, real]
        assert library.sqlite3_vfs_register(ctypes.byref(ours), 1) == SQLITE_OK

    def _hook(self, file: int) -> None:
        slot = ctypes.cast(file, POINTER(_File)).contents
        address = ctypes.addressof(slot.pMethods.contents)
        if address not in self._replaced:
            self._replaced[address] = (slot.pMethods.contents, self._methods(slot.pMethods.contents))
        slot.pMethods = ctypes.pointer(self._replaced[address][1])

    def _methods(self, real: _Methods) -> _Methods:
        ours = _Methods.from_buffer_copy(real)

        def closed(file: int) -> int:
            self._names.pop(file, None)
            return int(real.xClose(file))

        def written(file: int, content: int, length: int, at: int) -> int:
            if self.room is not None:
                if self.room <= 0:
                    return SQLITE_FULL
                self.room -= 1
            told = ctypes.string_at(content, length)
            self.asked.append(Operation("write", self._names.get(file, ""), at, told))
            return int(real.xWrite(file, content, length, at))

        def truncated(file: int, size: int) -> int:
            self.asked.append(Operation("truncate", self._names.get(file, ""), size))
            return int(real.xTruncate(file, size))

        def synced(file: int, flags: int) -> int:
            self.asked.append(Operation("sync", self._names.get(file, "")))
            return int(real.xSync(file, flags))

        ours.xClose, ours.xWrite = _CLOSE(closed), _WRITE(written)
        ours.xTruncate, ours.xSync = _TRUNCATE(truncated), _SYNC(synced)
        return ours
