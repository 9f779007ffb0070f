"""The program `khuyenhoc`: one group of commands a file, loaded only when called.

Exit status: 0 done, 1 the work found or met something wrong, 2 the command line itself is wrong.
Errors stand on standard error in one sentence.
"""

import importlib
import sys
from gettext import gettext
from typing import NoReturn

import click

from khuyenhoc import __version__
from khuyenhoc.cli import speech
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.sentences import language_of_terminal, sentence

COMMANDS = {
    "accounts": "Tạo tài khoản đầu tiên, liệt kê, khóa, đặt lại mật khẩu.",
    "audit": "Kiểm tra nhật ký thao tác.",
    "backup": "Sao lưu toàn bộ cơ sở dữ liệu vào một tệp.",
    "counts": "Tính lại và so sánh các số đếm.",
    "criteria": "Kiểm tra, liệt kê và xem các bộ tiêu chí.",
    "demo": "Dựng dữ liệu trình diễn (người và hộ đều do máy sinh ra).",
    "figures": "Kiểm tra, ghi, xem và xuất số liệu.",
    "health": "Kiểm tra máy chủ: cơ sở dữ liệu, dung lượng đĩa, nhật ký, đồng hồ.",
    "jobs": "Làm các việc dài mà trang web giao.",
    "papers": "In danh sách, biên bản, quyết định, giấy công nhận, thẻ ra PDF.",
    "photos": "Kiểm tra và dọn ảnh minh chứng.",
    "places": "Tìm địa danh, xem lịch sử, quy đổi số liệu sang địa giới khác.",
    "report": "In báo cáo.",
    "restore": "Khôi phục cơ sở dữ liệu từ tệp sao lưu.",
    "score": "Chấm điểm một tệp CSV theo một bộ tiêu chí.",
    "serve": "Mở trang web trên máy này.",
    "training": "Chế độ tập huấn: dữ liệu tập riêng, làm lại bằng một lệnh.",
    "subjects": "Nhập, xuất danh sách hộ và người bằng bảng tính.",
}


class LazyGroup(click.Group):
    """Knows its commands by name; imports khuyenhoc.cli.NAME when one is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"khuyenhoc.cli.{cmd_name}").command
        return speech.translate(found)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(name, speech.told(text)) for name, text in sorted(COMMANDS.items())])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="khuyenhoc")
def program() -> None:
    """Khuyến Học: danh hiệu học tập, từ đăng ký đến công nhận và báo cáo."""


def main() -> None:
    """Run the program and leave with its exit status."""
    speech.begin()
    speech.translate(program)
    try:
        program()
    except RuleBroken as error:
        _refuse(error)
    except Exception as error:
        from khuyenhoc.storing import failures  # Django with it: only when something gave out

        told = failures.told(error)
        if told is None:
            raise
        _refuse(told)


def _refuse(error: RuleBroken) -> NoReturn:
    click.echo(sentence(error, language_of_terminal()), err=True)
    sys.exit(1)
