"""A policy repository of any size: words, a nation, a province, and N cities of four files, about 130 lines each."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMON: Final = {
    "vocabulary.qd": """\
dimension scheme "险种" { employee "职工医保"  resident "城乡居民医保" }
dimension tier "级别" ordered { primary "一级及以下"  secondary "二级"  tertiary "三级" }
dimension institution "类别" { general "综合医院"  tcm "中医医院" }
dimension age "年龄" : years

item inpatient.ratio "住院支付比例" { value percent in 0%..100%  by scheme, tier, institution, age  better higher }
item inpatient.deductible "住院起付标准" { value yuan in 0 yuan..  by scheme, tier, institution  better lower }
item inpatient.cap "年度最高支付限额" { value yuan in 0 yuan..  by scheme  better higher }
item outpatient.ratio "普通门诊支付比例" { value percent in 0%..100%  by scheme, tier  better higher }
item outpatient.cap "普通门诊年度限额" { value yuan in 0 yuan..  by scheme  better higher }
statistic average-wage "职工年平均工资" { value yuan  by year }
""",
    "list.qd": """\
jurisdiction cn "中华人民共和国" { level nation }

document cn.list-2020 "国家医疗保障待遇清单（2020年版）" {
    number "医保发〔2021〕5号"
    issuer cn
    issued 2021-01-19
    article "1" {
        delegate inpatient.ratio, inpatient.deductible, inpatient.cap, outpatient.ratio, outpatient.cap to municipality
    }
    article "2" {
        rule deductible-cap in-principle for employee: inpatient.deductible <= 10% of average-wage
        rule cap-hint encouraged for employee: inpatient.cap >= 2 × average-wage
    }
}
""",
    "province.qd": """\
jurisdiction hebei "河北省" { level province  within cn  code "130000" }

document hebei.reform-2020 "关于深化医疗保障制度改革的实施意见" {
    issuer hebei
    issued 2020-08-11
    article "3" "完善基本医疗保险制度" {
        rule primary-floor in-principle: inpatient.ratio[primary] >= 90%
        rule resident-gap-12 for resident: inpatient.ratio[primary] - inpatient.ratio[secondary] >= 10pp
        rule resident-gap-23 for resident: inpatient.ratio[secondary] - inpatient.ratio[tertiary] >= 15pp
        rule employee-above-resident: inpatient.ratio[employee] >= inpatient.ratio[resident]
        rule deductible-by-tier for secondary or tertiary:
            inpatient.deductible >= inpatient.deductible[previous tier]
    }
    article "4" "门诊保障" {
        rule outpatient-floor for resident: outpatient.ratio >= 50%
        rule outpatient-cap-floor: outpatient.cap >= 100 yuan and outpatient.cap <= inpatient.cap
    }
}
""",
}

_CITY: Final = {
    "place.qd": Template("""\
# The city itself, and its figures.
jurisdiction $city "第${number}市" { level municipality  within hebei  code "$code" }

document $city.figures "统计公报" {
    issuer $city
    issued 2022-01-31
    source "https://example.org/$city/figures"
    article "1" "职工年平均工资" {
        observe average-wage {
            2018: $wage yuan
            2019: ${wage}00 yuan * 1.02 / 100
            2020: $wage yuan * 1.05
            2021: $wage yuan * 1.09
        }
    }
}
"""),
    "inpatient.qd": Template("""\
# Inpatient benefits: ratios, deductibles, caps.
document $city.inpatient-2021 "关于住院待遇的通知" {
    number "医保发〔2021〕${number}号"
    issuer $city
    issued 2021-03-01
    effective 2021-04-01

    article "1" "住院支付比例" {
        text "职工、居民的住院支付比例按医疗机构级别确定。"
        set inpatient.ratio by scheme, tier {
            | scheme   | primary | secondary | tertiary |
            |----------|---------|-----------|----------|
            | employee | 95%     | 9${digit}%       | 85%      |
            | resident | 9${low}%     | 80%       | 65%      |
        }
        set inpatient.ratio for employee, age >= 70 years {
            primary: 97%
            secondary: 95%
            tertiary: inpatient.ratio[secondary, age = 70 years] - 5pp
        }
    }

    article "2" "住院起付标准" {
        text "起付标准按级别不降，中医医院低一级。"
        set inpatient.deductible for general {
            employee {
                primary: 200 yuan
                secondary: 4${digit}0 yuan
                tertiary: 800 yuan
            }
            resident {
                primary: 100 yuan
                secondary: 300 yuan
                tertiary: 6${digit}0 yuan
            }
        }
        set inpatient.deductible for tcm {
            primary: inpatient.deductible[general]
            secondary or tertiary: inpatient.deductible[previous tier, general]
        }
    }

    article "3" "年度最高支付限额" {
        set inpatient.cap {
            employee: 5 wan-yuan
            resident: max(10 wan-yuan, 2 × average-wage, average-wage[year = this-year - 2] + ${number} yuan)
        }
    }

    article "4" "责任" {
        not-checkable because "行为义务：经办机构应当按时结算"
    }

    case "三级医院" on 2022-06-01 {
        given employee, tertiary, general, age < 70 years
        expect inpatient.ratio = 85%
        expect inpatient.deductible = 800 yuan and not inpatient.deductible > 900 yuan
        expect within hebei.reform-2020.employee-above-resident
    }
}
"""),
    "outpatient.qd": Template("""\
# General outpatient care.
document $city.outpatient-2021 "关于普通门诊待遇的通知" {
    number "医保发〔2021〕${number}1号"
    issuer $city
    issued 2021-05-01
    until 2025-12-31

    article "1" "支付比例" {
        set outpatient.ratio for resident from 2021-06-01 {
            primary: 6${digit}%
            secondary: 5${digit}%
            tertiary: 50%
        }
        set outpatient.ratio for employee from 2021-06-01 because "职工门诊共济改革" {
            primary: outpatient.ratio[resident, primary] + 5pp
            secondary or tertiary: outpatient.ratio[resident] + 5pp
        }
    }
    article "2" "年度限额" {
        set outpatient.cap for resident: 3${digit}0 yuan
        set outpatient.cap for employee: if average-wage > 80_000 yuan then 3_000 yuan else 2_500 yuan
    }
    article "3" "衔接" {
        rule local-floor encouraged for primary: outpatient.ratio >= 60% or outpatient.cap >= 1_000 yuan
        require outpatient.ratio in-principle at municipality for resident
    }
}
"""),
    "notice.qd": Template("""\
# Measures for TCM hospitals.
document $city.measures-2022 "促进医疗机构高质量发展若干措施" {
    number "医保发〔2022〕${number}号"
    issuer $city
    issued 2022-08-30
    amends $city.inpatient-2021

    article "3" "城乡居民" {
        set inpatient.ratio for resident { primary: 90%  secondary: 80%  tertiary: 65% }
    }
    article "5" "中医医院" {
        adjust inpatient.ratio for resident, tcm { primary: +5pp  secondary: +5pp  tertiary: +5pp }
        adjust inpatient.deductible for tcm by -1${digit}% down to 50 yuan
        adjust inpatient.cap for resident when average-wage >= 60_000 yuan by × 105% up to 20 wan-yuan
    }
    article "7" {
        deviate from hebei.reform-2020.primary-floor because "基金承压"
    }
}
"""),
}


def repository(cities: int) -> Iterator[tuple[str, str]]:
    """The paths and texts of a repository with so many cities."""
    yield from _COMMON.items()
    for number in range(cities):
        facts = {
            "city": f"city-{number:04}",
            "number": str(number + 1),
            "code": str(131_000 + number),
            "wage": str(60_000 + 10 * number),
            "digit": str(number % 10),
            "low": str(number % 3),
        }
        for path, text in _CITY.items():
            yield f"{facts['city']}/{path}", text.substitute(facts)
