"""Recognising words that look like a person's name."""

# The hundred or so surnames that nine of ten people in China bear, and those of two characters.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔"
    "谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦江阎薛闫段雷黎史龙陶贺顾毛郝龚邵万覃武钱严洪尹莫孔向常汤康易乔赖文施俞"
)
COMPOUND = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "司徒",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "宇文",
    "长孙",
    "夏侯",
)
SHORTEST, LONGEST = 2, 3


def looks_like_name(word: str) -> bool:
    """Return whether this may be a Chinese name, such as 李秀兰 or 孙大爷: a surname and one or two characters more."""
    if word.startswith(COMPOUND):
        return len(word) <= LONGEST + 1
    return SHORTEST <= len(word) <= LONGEST and word[0] in SURNAMES and word.isalpha()
