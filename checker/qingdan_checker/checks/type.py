"""Things are put together that do not go together.

Why
    Percent and percentage points, yuan and days, an item and a dimension that it lacks: such a sentence has no
    meaning, and to guess one would be to make law.

Example
    5 points, or 5 percent of the present value?

        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-06-01
            article "1" { set inpatient.ratio for primary: 90% }
            article "2" { adjust inpatient.ratio for tcm by +5% }
        }

What to do
    Write what is meant; the message offers the likely forms.

Source in law
    None: this is about the writing. Real documents write 提高5% where 5 points are meant.

"""

from __future__ import annotations

CODE = "type"

CHINESE = """把不能放在一起的东西放在了一起。

为什么
    百分比与百分点、元与天、事项与它没有的维度：这样的句子没有确定含义，猜测等于造法。

示例
    是 5 个百分点，还是现值的 5%？

        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年6月1日
            条 "一" { 设定 住院支付比例 适用 一级及以下：90％ }
            条 "二" { 调整 住院支付比例 适用 中医医院 增减 +5％ }
        }

怎么办
    写明本意；提示给出可能的写法。

法律依据
    无：这是书写问题。实际文件中“提高5%”往往指提高 5 个百分点。
"""
