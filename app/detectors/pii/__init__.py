"""Personal data: the only package that imports Presidio."""

from app.detectors.pii.analysis import Hit, analyze
from app.detectors.pii.detector import Pii
from app.detectors.pii.entities import ENTITIES, Entity, Sensitivity
from app.detectors.pii.masking import mask
from app.detectors.pii.owners import Owner

__all__ = ["ENTITIES", "Entity", "Hit", "Owner", "Pii", "Sensitivity", "analyze", "mask"]
