"""The ten categories that a council must discuss (十必议), guessed from the words of a proposal."""

from collections.abc import Mapping
from enum import StrEnum


class Category(StrEnum):
    """Categories of matters."""

    POLICY = "policy"  # 政策部署
    INTERESTS = "interests"  # 群众利益
    FACILITIES = "facilities"  # 公共设施
    ENVIRONMENT = "environment"  # 环境卫生
    SAFETY = "safety"  # 社会治安
    MANAGEMENT = "management"  # 日常管理
    STABILITY = "stability"  # 社会稳定
    DISPUTES = "disputes"  # 邻里矛盾
    REQUESTS = "requests"  # 群众诉求
    WELFARE = "welfare"  # 民生保障


# A request of residents is what everything is that names nothing else.
OTHERWISE = Category.REQUESTS

# fmt: off
CATEGORY_WORDS: Mapping[Category, tuple[str, ...]] = {
    Category.POLICY: (
        "政策", "文件", "部署", "普查", "宣传", "上级", "创建", "选举", "换届",
    ),
    Category.INTERESTS: (
        "物业费", "收费", "维修资金", "公共收益", "公示", "账目", "补偿", "拆迁", "征收", "分红",
        "涨价",
    ),
    Category.FACILITIES: (
        "路灯", "电梯", "停车", "车位", "充电", "道路", "路面", "水管", "下水", "管道", "井盖", "健身",
        "凉亭", "座椅", "围墙", "大门", "门禁", "照明", "楼道灯", "灯", "坑", "屋顶", "漏水", "外墙",
        "快递柜", "晾衣", "坡道", "扶手", "设施", "加装",
    ),
    Category.ENVIRONMENT: (
        "垃圾", "卫生", "保洁", "臭", "异味", "油烟", "绿化", "树", "草坪", "狗屎", "粪", "污水", "蚊",
        "老鼠", "杂物", "堆放", "清理", "清扫", "环境", "小广告",
    ),
    Category.SAFETY: (
        "治安", "盗", "偷", "监控", "消防", "火灾", "起火", "飞线", "高空抛物", "诈骗", "安全", "巡逻",
        "打架", "保安", "隐患",
    ),
    Category.MANAGEMENT: (
        "物业", "管理", "登记", "访客", "养狗", "遛狗", "宠物", "群租", "装修", "规约", "制度", "通知",
    ),
    Category.STABILITY: (
        "上访", "信访", "聚集", "维权", "群体", "欠薪", "讨薪", "纠集",
    ),
    Category.DISPUTES: (
        "邻居", "邻里", "吵", "噪音", "扰民", "广场舞", "楼上", "楼下", "纠纷", "矛盾", "占用", "争",
    ),
    Category.REQUESTS: (
        "建议", "希望", "请求", "诉求", "反映", "投诉",
    ),
    Category.WELFARE: (
        "老人", "养老", "助餐", "食堂", "低保", "残疾", "孩子", "儿童", "托管", "医保", "看病",
        "卫生站", "就业", "慰问", "独居", "困难", "公交", "买菜",
    ),
}
# fmt: on


def guess_category(text: str) -> Category:
    """Return the category most of whose words stand in the text: longer words weigh more, the order breaks ties."""
    weights = {category: sum(len(word) for word in words if word in text) for category, words in CATEGORY_WORDS.items()}
    best = max(weights, key=lambda category: weights[category])
    return best if weights[best] else OTHERWISE
