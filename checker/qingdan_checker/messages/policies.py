"""Sentences about what documents decide: bounds, authority, values, exceptions, worked cases."""

from __future__ import annotations

from typing import Final

from qingdan_checker.messages.language import Sentence

POLICIES: Final[dict[str, dict[str, Sentence]]] = {
    "breach": {
        "": Sentence("the rule `{rule}` does not hold", "规则“{rule}”不成立"),
        "within": Sentence(
            "the list `{item}` of {jurisdiction} goes beyond that of {place} in {keys}",
            "{jurisdiction}的“{item}”超出{place}的目录：{keys}",
        ),
        "as": Sentence(
            "the list `{item}` of {jurisdiction} is not that of {place}; it differs in {keys}",
            "{jurisdiction}的“{item}”与{place}的目录不同：{keys}",
        ),
        "as-field": Sentence(
            "in the list `{item}` of {jurisdiction}, `{field}` is not as in that of {place} for {keys}",
            "{jurisdiction}的“{item}”中，下列条目的“{field}”与{place}的目录不同：{keys}",
        ),
        "keys": Sentence("the rule `{rule}` does not hold, because of {keys}", "规则“{rule}”不成立，涉及：{keys}"),
        ">=": Sentence(
            "`{left_text}` is {left}; at least {right} is required", "{left_text}为{left}，要求不低于{right}"
        ),
        ">": Sentence("`{left_text}` is {left}; more than {right} is required", "{left_text}为{left}，要求高于{right}"),
        "<=": Sentence("`{left_text}` is {left}; at most {right} is allowed", "{left_text}为{left}，要求不高于{right}"),
        "<": Sentence("`{left_text}` is {left}; less than {right} is required", "{left_text}为{left}，要求低于{right}"),
        "=": Sentence("`{left_text}` is {left}; {right} is required", "{left_text}为{left}，要求等于{right}"),
        "!=": Sentence("`{left_text}` is {left}, which is excluded", "{left_text}为{left}，该值被排除"),
        "gap >=": Sentence(
            "the gap between {first} and {second} is {left}; at least {right_are} required",
            "{first}与{second}的{gap_item}相差{left}，要求不少于{right}",
        ),
        "gap >": Sentence(
            "the gap between {first} and {second} is {left}; more than {right_are} required",
            "{first}与{second}的{gap_item}相差{left}，要求多于{right}",
        ),
        "gap <=": Sentence(
            "the gap between {first} and {second} is {left}; at most {right_are} allowed",
            "{first}与{second}的{gap_item}相差{left}，要求不超过{right}",
        ),
        "gap <": Sentence(
            "the gap between {first} and {second} is {left}; less than {right_are} required",
            "{first}与{second}的{gap_item}相差{left}，要求少于{right}",
        ),
        "gap =": Sentence(
            "the gap between {first} and {second} is {left}; {right_are} required",
            "{first}与{second}的{gap_item}相差{left}，要求等于{right}",
        ),
    },
    "undetermined": {
        "": Sentence("the rule `{rule}` cannot be judged", "规则“{rule}”无法判定"),
        "gap": Sentence("the rule `{rule}` cannot be judged: {gap}", "规则“{rule}”无法判定：{gap}"),
        "unproved": Sentence(
            "how the rule `{rule}` stands to the others cannot be said in full: {gap}",
            "规则“{rule}”与其他规则的关系无法全部判定：{gap}",
        ),
        "table": Sentence(
            "the table of `{item}` tells more than {most} kinds of cases apart: what is in conflict or missing in it is"
            " not looked for",
            "“{item}”区分的情形超过 {most} 种：其中的冲突与缺失未予查找",
        ),
    },
    "contradiction": {
        "": Sentence("the rule `{rule}` cannot be met together with others", "规则“{rule}”无法与其他规则同时满足"),
        "rules": Sentence("the rules {rules} cannot all be met", "规则{rules}无法同时满足"),
        "alone": Sentence("nothing can meet the rule {rules}", "规则{rules}无法满足"),
        "rules-sum": Sentence("the rules {rules} cannot all be met: {bounds}", "规则{rules}无法同时满足：{bounds}"),
        "rules-range": Sentence(
            "the rules {rules} cannot all be met: {bounds}, where the range is {limits}",
            "规则{rules}无法同时满足：{bounds}，而取值范围为{limits}",
        ),
        "alone-sum": Sentence("nothing can meet the rule {rules}: {bounds}", "规则{rules}无法满足：{bounds}"),
        "alone-range": Sentence(
            "nothing can meet the rule {rules}: {bounds}, where the range is {limits}",
            "规则{rules}无法满足：{bounds}，而取值范围为{limits}",
        ),
    },
    "looser": {
        "": Sentence(
            "the rule `{rule}` lets through what a level above forbids", "规则“{rule}”放过了上级所不允许的数值"
        ),
        **dict.fromkeys(
            ("bound", "shape"),
            Sentence(
                "the rule {one} lets through what is forbidden by {others}: {table}",
                "规则{one}放过了{others}所不允许的数值：{table}",
            ),
        ),
    },
    "redundant": {
        "": Sentence("the rule `{rule}` adds nothing to the others", "规则“{rule}”没有增加要求"),
        "rules": Sentence("the rule {one} follows from {others}", "规则{one}可由{others}推出"),
        "range": Sentence(
            "the rule `{rule}` asks for no more than what the items' ranges allow anyway",
            "规则“{rule}”没有超出事项取值范围本身的要求",
        ),
    },
    "idle": {
        "": Sentence("what the rule `{rule}` is for covers nothing", "规则“{rule}”的适用范围不包含任何情形"),
        "when": Sentence("the condition of the rule `{rule}` is never met", "规则“{rule}”的适用条件永不成立"),
    },
    "unmeetable": {
        "": Sentence(
            "whatever the unknown values are, the rule `{rule}` is broken, or another",
            "无论未知数字是多少，规则“{rule}”或其他规则总被违反",
        ),
        "cells": Sentence(
            "whatever {cells} is, the rules {rules} cannot all be met: {bounds}",
            "无论{cells}是多少，规则{rules}都无法同时满足：{bounds}",
        ),
    },
    "conflict": {
        "": Sentence(
            "`{item}` is decided differently by provisions of which none prevails",
            "“{item}”有不一致的规定，无法确定以何者为准",
        ),
        "figures": Sentence(
            "`{statistic}` is observed with different figures on one day",
            "“{statistic}”在同一天有不同的观测值",
        ),
        "figures-year": Sentence(
            "`{statistic}` of {year} is observed with different figures on one day",
            "{year}年的“{statistic}”在同一天有不同的观测值",
        ),
    },
    "beyond-authority": {
        "": Sentence("{jurisdiction} has no authority for this", "{jurisdiction}没有作此规定的权限"),
        "undelegated": Sentence(
            "{jurisdiction} decides `{item}`, for which nobody has given it authority",
            "{jurisdiction}对“{item}”作了规定，而该事项未获授权",
        ),
        "dimensions": Sentence(
            "{jurisdiction} distinguishes `{item}` by {dimensions}, which its authority does not include",
            "{jurisdiction}按“{dimensions}”区分“{item}”，超出所获授权",
        ),
        "passed-on": Sentence(
            "{jurisdiction} passes on `{item}` without holding the authority; this has no effect",
            "{jurisdiction}本身对“{item}”没有权限，此项授权、保留或容许无效",
        ),
        "observed": Sentence(
            "{jurisdiction} observes `{statistic}` for {place}, which is not its to observe; this has no effect",
            "{jurisdiction}不能为{place}观测“{statistic}”，此项无效",
        ),
        "waived": Sentence(
            "{jurisdiction} waives the rule `{rule}`, which a level above has made; this has no effect",
            "规则“{rule}”由上级制定，{jurisdiction}不能豁免，此项无效",
        ),
        "repeals": Sentence(
            "{jurisdiction} repeals {document}, which {issuer} has issued; this has no effect",
            "{document}由{issuer}印发，{jurisdiction}不能废止，此项无效",
        ),
        "amends": Sentence(
            "{jurisdiction} amends {document}, which {issuer} has issued; this has no effect",
            "{document}由{issuer}印发，{jurisdiction}不能修改，此项无效",
        ),
    },
    "impossible-value": {
        "": Sentence(
            "`{item}` comes to {value}, outside its range {range}",
            "“{item}”为{value}，超出取值范围（{range}）",
        ),
    },
    "nothing-to-adjust": {
        "": Sentence("there is no `{item}` here that could be adjusted", "此处没有可供调整的“{item}”"),
    },
    "missing": {
        "": Sentence("{jurisdiction} has no value of `{item}`", "{jurisdiction}没有“{item}”的取值"),
        "required": Sentence(
            "{jurisdiction} has no value of `{item}`, which is required",
            "{jurisdiction}没有规定“{item}”，而上级要求规定",
        ),
        "set": Sentence(
            "what this refers to has no value, so that `{item}` has none either",
            "此处引用的数值不存在，“{item}”因而没有取值",
        ),
        "adjust": Sentence(
            "what this adjustment of `{item}` refers to has no value",
            "“{item}”的此项调整所引用的数值不存在",
        ),
    },
    "approval": {
        "": Sentence("this approval has no effect", "此项批准无效"),
        "run-out": Sentence(
            "the approval to deviate from `{rule}` ran out on {end}, and the breach lasts",
            "偏离规则“{rule}”的批准已于 {end} 到期，而违反仍然存在",
        ),
        "no-rule": Sentence("the approval names `{rule}`, which is no rule", "批准所指的“{rule}”不是规则"),
        "no-authority": Sentence(
            "{issuer} has no authority to approve a deviation from `{rule}`",
            "{issuer}无权批准偏离规则“{rule}”",
        ),
        "no-authority-item": Sentence(
            "{issuer} has no authority to let {jurisdiction} decide `{item}`",
            "{issuer}无权批准{jurisdiction}规定“{item}”",
        ),
    },
    "approved": {
        "": Sentence("the rule `{rule}` is not met, with approval", "未达到规则“{rule}”，已获批准"),
        "until": Sentence(
            "the rule `{rule}` is not met, with approval until {until}",
            "未达到规则“{rule}”，已获批准，至 {until} 止",
        ),
        "days": Sentence(
            "the rule `{rule}` is not met, with approval until {until}, {days}",
            "未达到规则“{rule}”，已获批准，至 {until} 止，{days}",
        ),
    },
    "declared": {
        "": Sentence(
            "the rule `{rule}` is not met, and the issuer declares so", "未达到规则“{rule}”，制定机关已作说明"
        ),
    },
    "tolerated": {
        "": Sentence(
            "{jurisdiction} decides `{item}` without authority; this is tolerated until {until}",
            "{jurisdiction}对“{item}”的规定未获授权，过渡期至 {until}",
        ),
        "days": Sentence(
            "{jurisdiction} decides `{item}` without authority; this is tolerated until {until}, {days}",
            "{jurisdiction}对“{item}”的规定未获授权，过渡期至 {until}，{days}",
        ),
    },
    "case": {
        "": Sentence("the case “{label}” does not come out as written", "案例“{label}”与所写不符"),
        "sides": Sentence(
            "the case “{label}” does not come out as written: the left side is {left}, the right side {right}",
            "案例“{label}”与所写不符：左边为{left}，右边为{right}",
        ),
        "undetermined": Sentence("the case “{label}” cannot be judged: {gap}", "案例“{label}”无法判定：{gap}"),
        "outcome": Sentence(
            "the case “{label}” expects `{rule}` to come out as {expected}; it is {came_out}",
            "案例“{label}”预期“{rule}”为{expected}，结果为{came_out}",
        ),
        "not-in-force": Sentence(
            "the case “{label}” speaks of the rule `{rule}`, which is not in force on its day",
            "案例“{label}”所指的规则“{rule}”在该日并不施行",
        ),
    },
}
"""The sentence of each code and reason; the one without a reason serves where there is none of its own."""

HELP: Final[dict[str, dict[str, Sentence]]] = {
    "breach": {
        "must": Sentence("{change}obtain an approval from {issuer}", "{change}取得{issuer}的批准"),
        "in-principle": Sentence(
            "{change}obtain an approval from {issuer}, or declare it: `deviate from {rule_name}`",
            "{change}取得{issuer}的批准，或写明：偏离 {rule_name}",
        ),
        "own": Sentence("{change}change the rule, which is {issuer}'s own", "{change}修改{issuer}自己的这一规则"),
    },
    "contradiction": {
        "": Sentence(
            "change one of them, or let the level that has made the higher one waive it for this case",
            "修改其中一条，或由上级规则的制定机关豁免此情形",
        ),
        **dict.fromkeys(
            ("alone", "alone-sum", "alone-range"),
            Sentence("change the rule, or the range of its items", "修改该规则，或事项的取值范围"),
        ),
    },
    "looser": {
        "bound": Sentence(
            "say `{required}` where it says `{own}`, or strike it", "将其中的{own}收紧为{required}，或删去该规则"
        ),
        "shape": Sentence("tighten it so that this is let through no more, or strike it", "收紧该规则，或删去"),
    },
    "redundant": {
        "": Sentence("strike it, unless it is meant as a reminder", "如非有意重申，可删去"),
    },
    "idle": {
        "": Sentence("correct the selector, or strike the rule", "更正适用范围，或删去该规则"),
        "when": Sentence("correct the condition, or strike the rule", "更正适用条件，或删去该规则"),
    },
    "unmeetable": {
        "": Sentence(
            "change a known number: `qingdan bounds {place_name}` tells what the rules leave each",
            "修改某个已知的数字：qingdan bounds {place_name} 列出规则给每个数字留下的余地",
        ),
    },
    "conflict": {
        "": Sentence(
            "let the newer document amend the older one (`amends`), or state the case in one place",
            "在新文件中写明修改旧文件（“修改”），或只在一处规定",
        ),
        "figures": Sentence(
            "strike the wrong one, or revise it in a later document", "删去有误的一项，或由较晚的文件修订"
        ),
    },
    "beyond-authority": {
        "": Sentence(
            "take it out, or obtain an approval to decide it from a level above that holds the authority",
            "删去此项，或取得有权的上级批准",
        ),
        "dimensions": Sentence(
            "do not distinguish by {dimensions}, or obtain an approval to decide it",
            "不按“{dimensions}”区分，或取得有权的上级批准",
        ),
        "observed": Sentence("take it out: it counts for nobody", "请删去：此项不起作用"),
        "passed-on": Sentence("take it out, or obtain the authority first", "请删去，或先取得授权"),
        "waived": Sentence("let the level that has made the rule waive it", "应由制定该规则的机关豁免"),
        "repeals": Sentence("let its issuer, or a level above it, repeal it", "应由其发文机关或上级废止"),
        "amends": Sentence("let its issuer, or a level above it, amend it", "应由其发文机关或上级修改"),
    },
    "impossible-value": {
        "": Sentence("limit the adjustment: `up to` or `down to`", "为调整写明限额：“不超过”或“不低于”"),
    },
    "nothing-to-adjust": {
        "": Sentence("set a value first, or take the adjustment out", "先作设定，或删去此项调整"),
    },
    "missing": {
        "required": Sentence("set a value", "请作设定"),
        "set": Sentence(
            "set what it refers to, or state a value of its own for this case",
            "请设定其所引用的数值，或为此情形另行写明取值",
        ),
        "adjust": Sentence(
            "set what it refers to, or write the change as a number", "请设定其所引用的数值，或直接写明增减的数字"
        ),
    },
    "approval": {
        "run-out": Sentence("obtain a new approval, or mend the breach", "取得新的批准，或消除违反"),
    },
    "tolerated": {
        "": Sentence("clean it up before that day", "请在该日之前清理规范"),
    },
}
"""What can be done, where that can be said in one line."""
