"""Owners' names: equal spellings, and names so alike that a person must decide."""

import re
import unicodedata

HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
DOTS = "\u00b7\u02d9\u0387\u1427\u16eb\u2022\u2024\u2027\u2219\u22c5\u25cf\u25e6\u26ab\u2e31\u2e33\u30fb\uff65\ua78f"
DOT = "·"  # U+00B7, which GB 18030 and identity papers have in names such as 阿依古丽·买买提

_USUAL = re.compile("[\u4e00-\u9fff]+")  # most names; there is nothing to change in them
_DOTS = re.compile(rf"\s*[{DOTS}]\s*")
_FULL_STOP = re.compile(rf"(?<=[{HAN}])\s*[.。]\s*(?=[{HAN}])")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # they choose a glyph; the character is the same
_BESIDE_HAN = re.compile(rf"(?<=[{HAN}()·])\s+|\s+(?=[{HAN}()·])")
_SPACES = re.compile(r"\s+")
_NO_LETTER = re.compile(r"[\W_]+")
_COMPANY = re.compile(r"(?:股份)?(?:有限)?(?:责任)?公司|\(株\)|株式会社|集团")
# Traditional and variant characters that are frequent in names, and the simplified ones.
_SIMPLIFIED = str.maketrans(
    "張陳劉楊黃趙吳孫馬鄭馮許鄧謝韓蔣葉呂蘇盧羅錢畢鄒鍾鐘陸龍賈賴遲葛譚龔鄔顧倪關嚴閻寧塗湯滿溫萬齊紀紅蕭薑聶"
    "麗華國偉強軍傑東達鋒鳳鵬亞興榮貴寶愛雲艷豔蘭蓮瓊靈潔瑩娟學賢輝燦煒維綱緒銳錦銘鋼鎮鑫飛騰驥魯鴻鶴齡"
    "義億儀優會倫俠儉勝勞勳勵務區協單嘯園圓團堅壯壽奮孝寬寧實導峰峯嶽慶應憲懷戰樂樹橋權歡歲淵濟濤瀾燁爾玨瑪環"
    "眾碩禮穎竇筆節範簡綠緯縱織績纓聖聰聲腸臨舊莊莉營藝薦衛裏襄詠詩誌誠諾謙議譽豐貞財賀賓贊趕躍車輪進遠適選邁"
    "鄉釗鈞鈴銀銓鋭錄鏡鐵長門開陽際隨雙電霽靜韋韻頌頡顏風駿駱鮮鳴麥黨齋梁樑佔佈卻兒亙",
    "张陈刘杨黄赵吴孙马郑冯许邓谢韩蒋叶吕苏卢罗钱毕邹钟钟陆龙贾赖迟葛谭龚邬顾倪关严阎宁涂汤满温万齐纪红萧姜聂"
    "丽华国伟强军杰东达锋凤鹏亚兴荣贵宝爱云艳艳兰莲琼灵洁莹娟学贤辉灿炜维纲绪锐锦铭钢镇鑫飞腾骥鲁鸿鹤龄"
    "义亿仪优会伦侠俭胜劳勋励务区协单啸园圆团坚壮寿奋孝宽宁实导峰峰岳庆应宪怀战乐树桥权欢岁渊济涛澜烨尔珏玛环"
    "众硕礼颖窦笔节范简绿纬纵织绩缨圣聪声肠临旧庄莉营艺荐卫里襄咏诗志诚诺谦议誉丰贞财贺宾赞赶跃车轮进远适选迈"
    "乡钊钧铃银铨锐录镜铁长门开阳际随双电霁静韦韵颂颉颜风骏骆鲜鸣麦党斋梁梁占布却儿亘",
)


def owner_key(name: str) -> str:
    """Return the form in which two spellings of one name are equal.

    Compatibility characters (full-width letters, radicals), the many dots in names, brackets, spaces and the case of
    letters make no difference.
    """
    if _USUAL.fullmatch(name):
        return name
    dotted = _DOTS.sub(DOT, _SELECTORS.sub("", name))
    plain = unicodedata.normalize("NFKC", dotted)
    plain = _FULL_STOP.sub(DOT, _DOTS.sub(DOT, plain))
    bare = _BESIDE_HAN.sub("", plain.strip())
    return unicodedata.normalize("NFKC", _SPACES.sub(" ", bare).casefold())


def loose_key(name: str) -> str:
    """Return a form in which names that are merely alike are equal: traditional characters, signs, kinds of company."""
    simple = owner_key(name).translate(_SIMPLIFIED)
    return _NO_LETTER.sub("", _COMPANY.sub("", simple)) or simple
