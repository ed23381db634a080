"""How long a month's chart takes: the first one, for which the library is loaded, and the following ones."""

import asyncio
import time

from markupsafe import Markup

from bot.documents.chart_drawer import ChartDrawer
from bot.ports import Bars, Chart, Series

AGAIN = 10
CATEGORIES = ("政策", "利益", "公共设施", "环境卫生", "治安", "管理", "稳定", "邻里矛盾", "诉求", "民生")
MONTH = Chart(
    (
        Bars("各类议题", CATEGORIES, (Series("办结", tuple(range(10))), Series("没办完", tuple(range(10, 0, -1))))),
        Bars("多久有答复", ("当天", "1–3 天", "4–7 天", "7 天以上"), (Series("有答复", (8, 12, 3, 1)),)),
    ),
    Markup(),
)


async def main() -> None:
    """Draw, and print how long it took."""
    drawer, took = ChartDrawer(within=60), []
    for _ in range(AGAIN + 1):
        began = time.perf_counter()
        if await drawer.draw(MONTH) is None:
            raise SystemExit("nothing was drawn")
        took.append(time.perf_counter() - began)
    drawer.close()
    first, *rest = took
    print(f"first {first:.2f} s, then {sorted(rest)[len(rest) // 2]:.2f} s each, at worst {max(rest):.2f} s")


if __name__ == "__main__":
    asyncio.run(main())
