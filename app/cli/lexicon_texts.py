"""What ``shenyan lexicon`` says, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

from app.model.finding import Localized

LEXICON_HELP: Final[Mapping[str, Localized]] = {
    "lexicon": Localized(
        "词库：导出表格、导入表格、查用处、加词条。", "Lexicons: export, import, where used, add terms."
    ),
    "lexicon.export": Localized("把词库写成表格，供 Excel 修改。", "Write a lexicon as a table for a spreadsheet."),
    "lexicon.import": Localized(
        "把表格读入草案：先列出增、删、改，加 --apply 才写入；表格有错退出码 1。",
        "Read a table into a draft: shows what changes; written with --apply only. Exit code 1 for a mistake.",
    ),
    "lexicon.where": Localized("词库或词条用在哪里。", "Where a lexicon or a term is used."),
    "lexicon.add": Localized(
        "把一个词条加入草案里的词库，可取自一条审查；提示变体和误伤。",
        "Add a term to a lexicon of a draft, such as one of a review; suggests variants and exceptions.",
    ),
    "lexicon.id": Localized("词库编号。", "The lexicon's id."),
    "lexicon.id-option": Localized("词库编号；默认取文件名。", "The lexicon's id; default the file's name."),
    "lexicon.format": Localized("表格格式。", "Kind of table."),
    "lexicon.out": Localized("写到哪个文件；默认 编号.格式。", "Where to; default id.format."),
    "lexicon.from-draft": Localized("取自这份草案；默认现行版。", "From this draft; default the active version."),
    "lexicon.draft": Localized("写入哪份草案。", "The draft to change."),
    "lexicon.file": Localized("表格，.xlsx 或 .csv。", "The table, .xlsx or .csv."),
    "lexicon.apply": Localized("写入草案；不写则只预览。", "Change the draft; without it, only a preview."),
    "lexicon.keep": Localized("表格未列出的词条保留。", "Terms that the table does not list stay."),
    "lexicon.what": Localized("词库编号，或一个词条。", "A lexicon's id, or a term."),
    "lexicon.term": Localized("词条。", "The term."),
    "lexicon.into": Localized("加入哪个词库。", "The lexicon to add it to."),
    "lexicon.tag": Localized("标签。", "Its tag."),
    "lexicon.except": Localized("例外：含有它的无害的词；可重复。", "An innocent longer word; may be repeated."),
    "lexicon.from": Localized("生效日。", "First day in force."),
    "lexicon.until": Localized("失效日。", "Last day in force."),
    "lexicon.review": Localized("取自这条审查；原文里须有它。", "Taken from this review, whose text must have it."),
}

LEXICON_TEXTS: Final[Mapping[str, Localized]] = {
    "lexicon.exported": Localized("{count} 个词条写入 {path}", "{count} term(s) written to {path}"),
    "lexicon.new": Localized("新词库 {id}（{path}）", "new lexicon {id} ({path})"),
    "lexicon.added": Localized("+ {term}", "+ {term}"),
    "lexicon.removed": Localized("- {term}", "- {term}"),
    "lexicon.kept": Localized("? {term}（表格未列出，保留）", "? {term} (not in the table, kept)"),
    "lexicon.changed": Localized("~ {old} → {new}", "~ {old} → {new}"),
    "lexicon.fact": Localized("~ {field}: {old} → {new}", "~ {field}: {old} → {new}"),
    "lexicon.nothing": Localized("（无）", "(none)"),
    "lexicon.elsewhere": Localized("! {term} 也在词库 {listed}", "! {term} is also in {listed}"),
    "lexicon.ignored": Localized("未用的列：{listed}", "Columns not used: {listed}"),
    "lexicon.more": Localized("… 另有 {count} 条", "… and {count} more"),
    "lexicon.counts": Localized(
        "新增 {added}，删除 {removed}，改动 {changed}，不变 {unchanged}",
        "{added} added, {removed} removed, {changed} changed, {unchanged} unchanged",
    ),
    "lexicon.same": Localized("与草案相同，无须写入。", "Nothing differs from the draft."),
    "lexicon.preview": Localized(
        "只是预览，没有写入；加 --apply 写入草案。", "A preview: nothing was written; --apply changes the draft."
    ),
    "lexicon.variant.traditional": Localized("繁体", "Traditional"),
    "lexicon.variant.homophone": Localized("谐音", "homophone"),
    "lexicon.variant": Localized("  变体（{writing}）{text}：{found}", "  variant ({writing}) {text}: {found}"),
    "lexicon.found": Localized("会识别，不必另列", "found anyway, need not be listed"),
    "lexicon.not-found": Localized("不会识别，可另加为词条", "not found: add it as a term if wanted"),
    "lexicon.hit": Localized(
        "! {path}#{number} 合规示例里的“{quote}”会命中 {term}；可加例外：{except_}",
        "! {path}#{number}: {term} would be found in “{quote}”, which complies; except: {except_}",
    ),
    "lexicon.unread": Localized(
        "草案有错误，未能查合规示例（shenyan rules check）。",
        "The draft has problems, so complying examples were not looked at (shenyan rules check).",
    ),
    "lexicon.title": Localized("{id}  {title}  {count} 个词条  {owner}", "{id}  {title}  {count} term(s)  {owner}"),
    "lexicon.in-force": Localized("  有效 {first} 至 {last}", "  in force {first} to {last}"),
    "lexicon.rule": Localized(
        "  规则 {rule} · {label} · {severity} · {status}{tags}", "  rule {rule} · {label} · {severity} · {status}{tags}"
    ),
    "lexicon.tags": Localized(" · 只用标签 {tags}", " · only tags {tags}"),
    "lexicon.no-rule": Localized("  没有规则使用", "  no rule uses it"),
    "lexicon.built-in": Localized("  程序本身使用", "  the program itself uses it"),
    "lexicon.nowhere": Localized(
        "没有叫“{what}”的词库，也没有词库有这个词条。", "No lexicon “{what}”, and none has it as a term."
    ),
    "error.lexicon-out": Localized("{path} 已存在。", "{path} exists."),
    "error.lexicon-out.cure": Localized("用 --out 换一个文件名。", "Choose another name with --out."),
}
