"""All files of a rule set, read and checked against one another."""

import hashlib
from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path as FilePath
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from app.model.finding import Localized
from app.model.lexicon import Disclosure, Lexicon, Term
from app.model.problem import Problem
from app.model.product import ProductSheet
from app.model.trained import TrainedModel
from app.model.vocabulary import Decision
from app.ruleset.approved_file import ApprovedFile, make_approved
from app.ruleset.case import Case
from app.ruleset.case_file import CASES_PREFIX, CaseFile, make_case
from app.ruleset.gaps import Gap
from app.ruleset.model_file import ModelFile
from app.ruleset.problems import problems_of
from app.ruleset.product_file import ProductFile, make_sheet, product_link_problems
from app.ruleset.rule import ApprovedWording, BlockReading, Escalation, Policy, Reference, Rule, RuleSet, SecondReading
from app.ruleset.rule_reader import localized, read_rule
from app.ruleset.schema import DisclosureFile, GapsFile, LexiconFile, PolicyFile, ReferencesFile, SecondReadingFile
from app.ruleset.source import Path, Source, read_source

POLICY_PATH: Final = "rules/policy.yaml"
REFERENCES_PATH: Final = "rules/references.yaml"
GAPS_PATH: Final = "rules/gaps.yaml"
TERMS_PREFIX: Final = "lexicons/terms/"
DISCLOSURES_PREFIX: Final = "lexicons/disclosures/"
PRODUCTS_PREFIX: Final = "lexicons/products/"
MODELS_PREFIX: Final = "lexicons/models/"
APPROVED_PREFIX: Final = "lexicons/approved/"

_Model = TypeVar("_Model", bound=BaseModel)
_Item = TypeVar("_Item", Rule, Lexicon, Disclosure, ProductSheet, TrainedModel, ApprovedWording, Case)


class RuleSetProblems(Exception):  # noqa: N818 - the word for mistakes in rule files is "problem"
    """The files have problems; ``problems`` has them all, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        first = self.problems[0]
        super().__init__(f"{len(self.problems)} problem(s), first: {first.path}:{first.line}: {first.message.en}")


def read_directory(rules_dir: FilePath, lexicons_dir: FilePath) -> dict[str, bytes]:
    """The YAML files below both folders: ``rules/...`` and ``lexicons/...`` -> content. Raises OSError."""
    files: dict[str, bytes] = {}
    for prefix, folder in (("rules", rules_dir), ("lexicons", lexicons_dir)):
        if not folder.is_dir():
            raise NotADirectoryError(f"no such folder: {folder}")
        for path in sorted(folder.rglob("*.yaml")):
            files[f"{prefix}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    return files


def is_rule_path(path: str) -> bool:
    """True for the file of a rule, as against a case or what stands beside the rules."""
    beside = (POLICY_PATH, REFERENCES_PATH, GAPS_PATH)
    return path.startswith("rules/") and not path.startswith(CASES_PREFIX) and path not in beside


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".yaml")


def load_rule_set(files: Mapping[str, bytes]) -> RuleSet:
    """The rule set of ``files`` (path -> content). Raises RuleSetProblems with every problem of every file."""
    loading = _Loading(files)
    rule_set = loading.load()
    if loading.problems:
        raise RuleSetProblems(loading.problems)
    return rule_set


def revision_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 over paths and contents, in the order of the paths."""
    digest = hashlib.sha256()
    for path in sorted(files):
        for piece in (path.encode(), files[path]):
            digest.update(len(piece).to_bytes(8, "big"))
            digest.update(piece)
    return digest.hexdigest()


class _Loading:
    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.sources: dict[str, Source] = {}

    def load(self) -> RuleSet:
        for path in sorted(self.files):
            source, problems = read_source(path, self.files[path])
            self.problems += problems
            if source is not None:
                self.sources[path] = source
        lexicons = self._by_id(TERMS_PREFIX, LexiconFile, make_lexicon)
        disclosures = self._by_id(DISCLOSURES_PREFIX, DisclosureFile, _disclosure)
        models = self._by_id(MODELS_PREFIX, ModelFile, ModelFile.model)
        products = self._by_id(PRODUCTS_PREFIX, ProductFile, make_sheet)
        approved = self._by_id(APPROVED_PREFIX, ApprovedFile, make_approved)
        references = self._references()
        gaps = self._gaps(references)
        rules = self._rules()
        cases = self._by_id(CASES_PREFIX, CaseFile, make_case)
        policy = self._policy(models, {rule.id for rule in rules})
        self._check_cases(cases)
        self._check_links(rules, lexicons, disclosures, references, models)
        self.problems += product_link_problems(self.sources, PRODUCTS_PREFIX, products, disclosures)
        return RuleSet(
            rules=rules,
            lexicons=lexicons,
            disclosures=disclosures,
            policy=policy,
            references=references,
            models=models,
            revision=revision_of(self.files),
            gaps=gaps,
            files=dict(self.files),
            products=products,
            approved=approved,
            cases=cases,
        )

    def _by_id(self, prefix: str, model: type[_Model], make: Callable[[_Model], _Item]) -> dict[str, _Item]:
        items: dict[str, _Item] = {}
        for path, source in self.sources.items():
            if not path.startswith(prefix):
                continue
            file = self._validate(source, model)
            if file is not None:
                item = make(file)
                self._check_unique(source, item.id, items, path)
                items[item.id] = item
        return items

    def _check_unique(self, source: Source, item_id: str, items: Mapping[str, Any], path: str) -> None:
        stem = _stem(path)
        if item_id != stem:
            self.problems.append(
                source.problem(
                    ("id",),
                    "id-not-file-name",
                    Localized(
                        f"id“{item_id}”与文件名“{stem}.yaml”不同。",
                        f"The id “{item_id}” differs from the file name “{stem}.yaml”.",
                    ),
                    Localized("两者必须相同。", "They must be equal."),
                )
            )
        if item_id in items:
            self.problems.append(
                source.problem(
                    ("id",),
                    "id-repeated",
                    Localized(f"id“{item_id}”已被另一个文件使用。", f"The id “{item_id}” is used by another file."),
                    Localized("请换一个 id。", "Choose another id."),
                )
            )

    def _validate(self, source: Source, model: type[_Model]) -> _Model | None:
        try:
            return model.model_validate(source.data)
        except ValidationError as error:
            self.problems += problems_of(source, error, model)
            return None

    def _references(self) -> dict[str, Reference]:
        source = self.sources.get(REFERENCES_PATH)
        file = self._validate(source, ReferencesFile) if source is not None else None
        if file is None:
            return {}
        return {
            key: Reference(
                key,
                localized(item.title),
                localized(item.text) if item.text is not None else None,
                item.verified,
                item.from_,
            )
            for key, item in file.references.items()
        }

    def _gaps(self, references: Mapping[str, Reference]) -> dict[str, Gap]:
        source = self.sources.get(GAPS_PATH)
        file = self._validate(source, GapsFile) if source is not None else None
        if source is None or file is None:
            return {}
        self.problems += [
            _unknown(source, ("gaps", key), "reference", key) for key in file.gaps if key not in references
        ]
        return {key: Gap(item.reason, localized(item.text)) for key, item in file.gaps.items()}

    def _policy(self, models: Mapping[str, TrainedModel], rule_ids: Container[str]) -> Policy:
        source = self.sources.get(POLICY_PATH)
        file = self._validate(source, PolicyFile) if source is not None else None
        if source is None or file is None:
            return Policy()
        again = file.second_reading
        if again is not None:
            self.problems += [
                _unknown(source, ("second_reading", "models", family), "model", model)
                for family, model in again.models.items()
                if model not in models
            ]
            blocks = again.blocks.rules if again.blocks is not None else ()
            self.problems += [
                _unknown(source, ("second_reading", *key, index), "rule", rule_id)
                for key, named in ((("keep",), again.keep), (("blocks", "rules"), blocks))
                for index, rule_id in enumerate(named)
                if rule_id not in rule_ids
            ]
        return Policy(
            failure=Decision(file.failure),
            unread=Decision(file.unread),
            escalations=tuple(
                Escalation(item.id, item.severity, item.at_least, item.to, localized(item.message), item.audience)
                for item in file.escalations
            ),
            second_reading=None if again is None else _second_reading(again),
        )

    def _rules(self) -> tuple[Rule, ...]:
        rules: dict[str, Rule] = {}
        for path, source in self.sources.items():
            if not is_rule_path(path):
                continue
            rule, problems = read_rule(source)
            self.problems += problems
            if rule is not None:
                self._check_unique(source, rule.id, rules, path)
                rules[rule.id] = rule
        return tuple(rules[key] for key in sorted(rules))

    def _check_cases(self, cases: Mapping[str, Case]) -> None:
        """A case that names a rule which is no more must be changed with it; one that only has a problem is there."""
        rule_ids = {_stem(path) for path in self.files if is_rule_path(path)}
        for path, source in self.sources.items():
            case = cases.get(_stem(path)) if path.startswith(CASES_PREFIX) else None
            if case is None:
                continue
            named: list[tuple[Path, str]] = [
                (("findings", index, "rule"), item.rule_id) for index, item in enumerate(case.findings)
            ]
            named += [(("silent", index), rule_id) for index, rule_id in enumerate(case.silent)]
            self.problems += [
                _unknown(source, place, "rule", rule_id) for place, rule_id in named if rule_id not in rule_ids
            ]

    def _check_links(
        self,
        rules: tuple[Rule, ...],
        lexicons: Mapping[str, Lexicon],
        disclosures: Mapping[str, Disclosure],
        references: Mapping[str, Reference],
        models: Mapping[str, TrainedModel],
    ) -> None:
        known: Mapping[str, Mapping[str, object]] = {
            "lexicon": lexicons,
            "disclosure": disclosures,
            "model": models,
        }
        for rule in rules:
            source = self.sources[rule.path]
            for label, detect in rule.detect.items():
                for kind, items in known.items():
                    named = getattr(detect.parameters, kind, ())
                    for name in (named,) if isinstance(named, str) else named:
                        if name not in items:
                            self.problems.append(_unknown(source, ("detect", label, kind), kind, name))
            for index, suggestion in enumerate(rule.suggestions):
                if suggestion.kind == "insert" and suggestion.target not in disclosures:
                    place = ("suggestion", index, "insert")
                    self.problems.append(_unknown(source, place, "disclosure", suggestion.target))
            for index, reference in enumerate(rule.references):
                if references and reference not in references:
                    self.problems.append(_unknown(source, ("references", index), "reference", reference))


_KIND_NAMES: Final = {"lexicon": "词库", "model": "模型", "disclosure": "披露", "reference": "义务编号", "rule": "规则"}


def _unknown(source: Source, path: tuple[str | int, ...], kind: str, name: str) -> Problem:
    return source.problem(
        path,
        f"{kind}-unknown",
        Localized(f"没有{_KIND_NAMES[kind]}“{name}”。", f"There is no {kind} “{name}”."),
        Localized("请检查拼写，或先建立它。", "Check the spelling, or create it first."),
    )


def _second_reading(file: SecondReadingFile) -> SecondReading:
    blocks = file.blocks
    return SecondReading(
        models={family.value: model for family, model in file.models.items()},
        below={family.value: least for family, least in file.below.items()},
        keep=frozenset(file.keep),
        blocks=None if blocks is None else BlockReading(blocks.message, blocks.sentence, frozenset(blocks.rules)),
    )


def make_lexicon(file: LexiconFile) -> Lexicon:
    """The lexicon of a file."""
    return Lexicon(
        id=file.id,
        title=localized(file.title),
        terms=tuple(
            Term(term.term, term.except_, term.tag, term.effective.from_, term.effective.until) for term in file.terms
        ),
        except_=file.except_,
        references=file.references,
        owner=file.owner,
        effective_from=file.effective.from_,
        effective_until=file.effective.until,
    )


def _disclosure(file: DisclosureFile) -> Disclosure:
    wordings = (("zh-Hans", file.text.zh_hans), ("zh-Hant", file.text.zh_hant), ("en", file.text.en))
    return Disclosure(
        id=file.id,
        title=localized(file.title),
        text=tuple((language, wording) for language, wording in wordings if wording is not None),
        accept=file.accept,
        elements=file.elements,
        within=file.within,
        references=file.references,
    )
