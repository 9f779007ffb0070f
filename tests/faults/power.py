"""What a disk holds when the power fails: what was synced, and of the rest any part, sector by sector."""

from random import Random

from tests.faults.disk import Operation

SECTOR = 512


class Medium:
    """Files as they are on the medium, and what is still on its way there."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._safe = {name: bytearray(content) for name, content in files.items()}
        self._waiting: dict[str, list[Operation]] = {}
        self._removed: dict[str, bytes] = {}  # a deletion that may still be lost

    def take(self, operation: Operation) -> None:
        name = operation.file
        match operation.kind:
            case "write" | "truncate":
                self._waiting.setdefault(name, []).append(operation)
            case "sync":
                content = self._safe.setdefault(name, bytearray())
                for waiting in self._waiting.pop(name, []):
                    _write(content, waiting)
                self._removed.clear()
            case "delete":
                self._waiting.pop(name, None)
                self._removed[name] = bytes(self._safe.pop(name, b""))

    def after_the_cut(self, luck: Random) -> dict[str, bytes]:
        """Each write that was not synced arrived, was lost, or arrived in some of its sectors; in any order."""
        files = {name: bytearray(content) for name, content in self._safe.items()}
        arriving = luck.choice((0.0, 0.5, 1.0))
        for name, waiting in self._waiting.items():
            content = files.setdefault(name, bytearray())
            for operation in waiting:
                fate = luck.random()
                if fate < 0.3:  # torn
                    for sector in _sectors(operation):
                        if luck.random() < 0.5:
                            _write(content, sector)
                elif luck.random() < arriving:
                    _write(content, operation)
        for name, content_before in self._removed.items():
            if luck.random() < 0.5:
                files[name] = bytearray(content_before)
        return {name: bytes(content) for name, content in files.items()}


def _sectors(operation: Operation) -> list[Operation]:
    if operation.kind == "truncate":
        return [operation]
    found, at, end = [], operation.at, operation.at + len(operation.content)
    while at < end:
        border = min(end, (at // SECTOR + 1) * SECTOR)
        part = operation.content[at - operation.at : border - operation.at]
        found.append(Operation("write", operation.file, at, part))
        at = border
    return found


def _write(content: bytearray, operation: Operation) -> None:
    if operation.kind == "truncate":
        del content[operation.at :]
        return
    if len(content) < operation.at:  # a gap reads as zeros
        content.extend(bytes(operation.at - len(content)))
    content[operation.at : operation.at + len(operation.content)] = operation.content
