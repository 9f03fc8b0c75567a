"""All detectors. A new one is one module and one line here."""

from typing import Final

from app.detectors.base import DetectorType
from app.detectors.classifier import Classifier
from app.detectors.computed import Computed
from app.detectors.disclosure import DisclosureWording
from app.detectors.lexicon import LexiconTerms
from app.detectors.obfuscation import Obfuscation
from app.detectors.pattern import Patterns
from app.detectors.phrase import Phrases
from app.detectors.pii import Pii
from app.detectors.product_facts import ProductFacts

# Name in a rule -> detector. Order is the order in which they run and are reported.
DETECTORS: Final[dict[str, DetectorType]] = {
    "lexicon": LexiconTerms,
    "pattern": Patterns,
    "phrase": Phrases,
    "disclosure": DisclosureWording,
    "pii": Pii,
    "computed": Computed,
    "product-facts": ProductFacts,
    "obfuscation": Obfuscation,
    "classifier": Classifier,
}

# Those that are only asked for what some rule still needs once the others have run.
LAZY: Final = ("pattern", "disclosure")
